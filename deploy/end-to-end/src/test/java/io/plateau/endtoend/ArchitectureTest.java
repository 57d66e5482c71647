package io.plateau.endtoend;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom, in the classes as they were built. */
class ArchitectureTest {
    private static final Path HOME = Path.of("../..");
    private static final List<String> MODULES = List.of("deploy/contracts", "deploy/runtime", "inference-service",
            "influence-service", "graph-service", "routing-service");
    private static final String[] SERVICES = {"io.plateau.inference..", "io.plateau.influence..", "io.plateau.graph..",
            "io.plateau.routing.."};
    /** Packages of a service in which frameworks are used; all others are the domain. */
    private static final String[] EDGES = {"io.plateau.*.messaging..", "io.plateau.*.store..", "io.plateau.*.http..",
            "io.plateau.*.config.."};
    private static final String[] FRAMEWORKS = {"io.quarkus..", "jakarta..", "org.eclipse.microprofile..",
            "io.smallrye..",
            "org.apache.kafka..", "org.hibernate..", "io.plateau.runtime.."};

    private static JavaClasses built;

    @BeforeAll
    static void readEveryModule() {
        ClassFileImporter importer = new ClassFileImporter();
        for (String module : MODULES) {
            assertFalse(importer.importPath(classesOf(module)).isEmpty(), module + " has no classes: build it first");
        }
        built = importer.importPaths(MODULES.stream().map(ArchitectureTest::classesOf).toList());
    }

    @Test
    void theDomainKnowsNoFramework() {
        ArchRule rule = noClasses().that(resideInAnyPackage(SERVICES).and(resideOutsideOfPackages(EDGES))).should()
                .dependOnClassesThat().resideInAnyPackage(FRAMEWORKS)
                .because("packages other than messaging, store, http and config are tested as plain Java");
        rule.check(built);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inference", "influence", "graph", "routing"})
    void aServiceKnowsNoOther(String service) {
        String own = "io.plateau." + service + "..";
        String[] others = List.of(SERVICES).stream().filter(s -> !s.equals(own)).toArray(String[]::new);
        noClasses().that().resideInAPackage(own).should().dependOnClassesThat().resideInAnyPackage(others)
                .because("services speak through the contracts").check(built);
    }

    @Test
    void theContractsKnowNoFrameworkAndNothingAboveThem() {
        classes().that().resideInAPackage("io.plateau.contracts..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("io.plateau.contracts..", "java..", "javax.crypto..", "org.apache.avro..",
                        "org.apache.kafka..",
                        "com.fasterxml.jackson..")
                .check(built);
        noClasses().that().resideInAPackage("io.plateau.contracts..").and()
                .resideOutsideOfPackage("io.plateau.contracts.broker..").should().dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients..")
                .because("clients of the broker are made in one place, for services and launcher alike").check(built);
    }

    @Test
    void theRuntimeKnowsNoServiceAndNothingKnowsTheLauncher() {
        noClasses().that().resideInAPackage("io.plateau.runtime..").should().dependOnClassesThat()
                .resideInAnyPackage(SERVICES).check(built);
        noClasses().should().dependOnClassesThat().resideInAPackage("io.plateau.local..").check(built);
    }

    @Test
    void theRulesAreSeenToFail() {
        // Given the edges of the services, which do use frameworks
        ArchRule asDomain = noClasses().that().resideInAnyPackage(EDGES).should().dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS);
        // When they are held to the rule of the domain, then it fails
        assertThrows(AssertionError.class, () -> asDomain.check(built));
    }

    private static Path classesOf(String module) {
        return HOME.resolve(module).resolve("target/classes");
    }
}
