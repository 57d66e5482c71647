package io.plateau.influence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may depend on whom: frameworks stay at the edges, features do not go round in circles. */
@AnalyzeClasses(packages = "io.plateau.influence", importOptions = ImportOption.DoNotIncludeTests.class)
class DomainDependenciesTest {
    @ArchTest
    static final ArchRule theDomainKnowsNoFramework = noClasses().that()
            .resideOutsideOfPackages("..messaging..", "..store..", "..http..", "..config..").should()
            .dependOnClassesThat().resideInAnyPackage("io.quarkus..", "io.smallrye..", "jakarta..", "org.hibernate..",
                    "org.apache.kafka..", "org.apache.avro..", "org.eclipse.microprofile..", "io.plateau.runtime..",
                    "io.plateau.contracts.event..", "java.sql..", "javax.sql..", "..messaging..", "..store..");

    @ArchTest
    static final ArchRule featuresFormNoCycle = slices().matching("io.plateau.influence.(*)..").should()
            .beFreeOfCycles();
}
