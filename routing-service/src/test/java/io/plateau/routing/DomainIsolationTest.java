package io.plateau.routing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Everything outside messaging and store is domain: it knows no framework and no event. */
class DomainIsolationTest {

    @Test
    void domainKnowsNoFrameworkAndNoEvent() {
        JavaClasses classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.plateau.routing");

        noClasses().that().resideOutsideOfPackages("..messaging..", "..store..").should().dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..", "io.smallrye..",
                        "org.apache.kafka..", "org.apache.avro..", "org.hibernate..", "io.agroal..", "java.sql..",
                        "io.plateau.contracts.event..", "io.plateau.runtime..", "..messaging..", "..store..")
                .check(classes);
    }
}
