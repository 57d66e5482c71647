package io.plateau.endtoend;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import io.plateau.local.moment.Target;
import io.plateau.local.moment.TimedEngineAgent;

/** Who may know whom, in the classes as they were built. */
class ArchitectureTest {
    private static final Path HOME = Path.of("../..");
    private static final String[] SERVICES = {"io.plateau.inference..", "io.plateau.influence..", "io.plateau.graph..",
            "io.plateau.routing.."};
    /** Packages of a service in which frameworks are used; all others are the domain. */
    private static final String[] EDGES = {"io.plateau.*.messaging..", "io.plateau.*.store..", "io.plateau.*.http..",
            "io.plateau.*.config..", "io.plateau.inference.experiment..", "io.plateau.inference.hook..",
            "io.plateau.inference.stage..", "io.plateau.inference.watchdog..", "io.plateau.inference.work.."};
    private static final String[] FRAMEWORKS = {"io.quarkus..", "jakarta..", "org.eclipse.microprofile..",
            "io.smallrye..",
            "org.apache.kafka..", "org.hibernate..", "io.plateau.runtime.."};

    private static final String LOCAL = "io.plateau.local.";

    private static JavaClasses built;

    @BeforeAll
    static void readEveryModule() throws IOException {
        ClassFileImporter importer = new ClassFileImporter();
        List<Path> modules = modules();
        for (Path module : modules) {
            assertFalse(importer.importPath(classesOf(module)).isEmpty(), module + " has no classes: build it first");
        }
        built = importer.importPaths(modules.stream().map(ArchitectureTest::classesOf).toList());
    }

    @Test
    void theDomainKnowsNoFramework() {
        ArchRule rule = noClasses().that(resideInAnyPackage(SERVICES).and(resideOutsideOfPackages(EDGES))).should()
                .dependOnClassesThat().resideInAnyPackage(FRAMEWORKS)
                .because("packages of the domain are tested as plain Java");
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
    void nothingKnowsTheConsumersOfTheFrontDoorsService() {
        noClasses().that().resideOutsideOfPackage("io.plateau.inference.messaging..").should().dependOnClassesThat()
                .resideInAPackage("io.plateau.inference.messaging..").check(built);
    }

    @Test
    void theKernelOfStatisticsIsPlainJava() {
        classes().that().resideInAPackage("io.plateau.statistics..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("io.plateau.statistics..", "java..", "org.hipparchus..").check(built);
    }

    @Test
    void whatPeopleQueryNeedsNothingButTheMigrations() {
        classes().that().resideInAPackage("io.plateau.results..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("io.plateau.results..", "java..", "org.flywaydb..").check(built);
    }

    @Test
    void everyServiceStoresInOneWay() {
        classes().that().areAnnotatedWith("jakarta.persistence.Entity").should().haveSimpleNameEndingWith("Entity")
                .andShould().notBeAnnotatedWith("jakarta.persistence.Table")
                .because("tables are named after entities").check(built);
        classes().that().areAssignableTo("io.quarkus.hibernate.orm.panache.PanacheRepositoryBase").should()
                .haveSimpleNameEndingWith("Repository").check(built);
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
        noClasses().that().resideOutsideOfPackage("io.plateau.local..").should().dependOnClassesThat()
                .resideInAPackage("io.plateau.local..").check(built);
    }

    /** The modules of {@code deploy/local}; each line names what a package may know beside itself. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            port     |
            broker   | port
            database | port
            testing  | broker database
            export   |
            command  |
            service  | port database command
            launch   | port broker database export command service
            topics   | command
            moment   |
            faults   | port broker database export command service moment""")
    void theLocalSystemHasOneDirection(String of, String known) {
        String[] allowed = Stream.concat(Stream.of(of), Stream.of(known == null ? new String[0] : known.split(" ")))
                .map(name -> LOCAL + name + "..").toArray(String[]::new);
        noClasses().that().resideInAPackage(LOCAL + of + "..").should()
                .dependOnClassesThat(resideInAPackage(LOCAL + ".").and(resideOutsideOfPackages(allowed))).check(built);
    }

    @Test
    void everyPackageOfTheLocalSystemHasItsLine() {
        assertEquals(Set.of("port", "broker", "database", "testing", "export", "command", "service", "launch",
                "topics", "moment", "faults"),
                built.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(LOCAL))
                        .map(name -> name.substring(LOCAL.length()).split("\\.")[0]).collect(Collectors.toSet()));
    }

    /** Else the agent that weaves them would end the service. */
    @ParameterizedTest
    @EnumSource(Target.class)
    void theMethodsThatTheHarnessWeavesAreThere(Target target) {
        assertEquals(1, built.get(target.className()).getMethods().stream()
                .filter(method -> method.getName().equals(target.method())).count(), target.method());
    }

    @Test
    void whatTheTimedEngineReplacesIsThere() {
        for (String method : List.of("compute", "store")) {
            assertEquals(1, built.get(TimedEngineAgent.HANDLER).getMethods().stream()
                    .filter(m -> m.getName().equals(method) && !m.getModifiers().contains(JavaModifier.SYNTHETIC))
                    .count(),
                    method);
        }
    }

    @Test
    void packagesKnowEachOtherInOneDirection() {
        slices().matching("io.plateau.(**)").should().beFreeOfCycles()
                // Which stages an experiment has follows from its specification, whose mistakes are the contracts' exceptions.
                .ignoreDependency(resideInAPackage("io.plateau.contracts"),
                        resideInAPackage("io.plateau.contracts.specification"))
                // The package of the studies' command also holds the findings that the studies fill.
                .ignoreDependency(resideInAPackage("io.plateau.validity"), resideInAPackage("io.plateau.validity.."))
                .check(built);
    }

    @Test
    void theRulesAreSeenToFail() {
        // Given the edges of the services, which do use frameworks
        ArchRule asDomain = noClasses().that().resideInAnyPackage(EDGES).should().dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS);
        // When they are held to the rule of the domain, then it fails
        assertThrows(AssertionError.class, () -> asDomain.check(built));
    }

    /** Every folder with a pom and sources, so that a new module is held to the rules, too. */
    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.walk(HOME, 3)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))
                    && Files.isDirectory(folder.resolve("src/main/java"))).toList();
        }
    }

    private static Path classesOf(Path module) {
        return module.resolve("target/classes");
    }
}
