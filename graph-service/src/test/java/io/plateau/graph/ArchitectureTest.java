package io.plateau.graph;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

class ArchitectureTest {
    private static final String[] SHELL = {"io.plateau.graph.messaging..", "io.plateau.graph.store.."};
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.plateau.graph");

    @Test
    void theDomainKnowsNoFramework() {
        noClasses().that().resideOutsideOfPackages(SHELL).should().dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "javax..", "java.sql..", "io.quarkus..", "io.smallrye..",
                        "io.agroal..",
                        "org.apache.kafka..", "org.apache.avro..", "org.hibernate..", "org.eclipse.microprofile..",
                        "io.plateau.runtime..", "io.plateau.contracts.event..")
                .check(CLASSES);
    }

    @Test
    void theDomainKnowsNothingOfItsShell() {
        noClasses().that().resideOutsideOfPackages(SHELL).should().dependOnClassesThat().resideInAnyPackage(SHELL)
                .check(CLASSES);
    }

    @Test
    void theStoreKnowsNothingOfMessages() {
        noClasses().that().resideInAPackage("io.plateau.graph.store..").should().dependOnClassesThat()
                .resideInAnyPackage("io.plateau.graph.messaging..", "org.apache.kafka..",
                        "io.plateau.contracts.event..")
                .check(CLASSES);
    }
}
