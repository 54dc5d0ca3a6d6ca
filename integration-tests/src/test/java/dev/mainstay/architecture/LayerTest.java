// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.mainstay.architecture.MainstayClasses.MAIN;
import static dev.mainstay.architecture.MainstayClasses.SERVER;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which package may know which. */
final class LayerTest {

    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("dev.mainstay..");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model      |
            transition | model
            state      | model transition
            scheduler  | model transition state
            """)
    void coreLayerKnowsTheLowerOnesOnly(String layer, String below) {
        String[] allowed = (layer + " " + (below == null ? "" : below)).strip().split(" +", -1);
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = "dev.mainstay." + allowed[i] + "..";
        }
        noClasses().that()
                .resideInAPackage("dev.mainstay." + layer + "..")
                .should()
                .dependOnClassesThat(OURS.and(not(resideInAnyPackage(allowed))))
                .as("4. model, transition, state, scheduler, shell: " + layer
                        + " knows no later one")
                .because(
                        "the core is understood, tested and replayed without what is around it")
                .check(MAIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alert    | api executor leader ratis
            api      | alert executor leader ratis
            executor | alert api leader ratis
            leader   | alert api executor ratis
            ratis    | alert api executor leader
            """)
    void partsOfTheShellMeetInPortsOnly(String part, String others) {
        String[] packages = others.split(" ", -1);
        for (int i = 0; i < packages.length; i++) {
            packages[i] = "dev.mainstay." + packages[i] + "..";
        }
        noClasses().that()
                .resideInAPackage("dev.mainstay." + part + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .as("4. " + part + " reaches other parts of the shell through dev.mainstay.port")
                .because(
                        "only bootstrap wires the parts, and a simulation replaces them singly")
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.mainstay.(**)")
                .should()
                .beFreeOfCycles()
                .as("4. packages depend on each other in one direction")
                .because("of two packages in a cycle neither can be understood alone")
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"alert", "cib", "executor", "leader", "port", "ratis", "replica",
                "security"})
    void messagesAreReadAndBuiltByTheCodecs(String part) {
        noClasses().that()
                .resideInAPackage("dev.mainstay." + part + "..")
                .and()
                .resideOutsideOfPackage("..codec..")
                .should()
                .callMethodWhere(describe("reads or builds a message of ours",
                        call -> call.getTargetOwner()
                                .getPackageName()
                                .startsWith("dev.mainstay.proto")
                                && !call.getTargetOwner().getName().contains("Grpc")
                                && !call.getTarget().getName().equals("parser")))
                .as("5. " + part + " passes protobuf messages through; codecs look inside")
                .because("a change of the wire format has to end at one place")
                .check(MAIN);
    }

    @Test
    void ratisStaysInItsAdapter() {
        noClasses().that()
                .resideOutsideOfPackage("dev.mainstay.ratis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.ratis..")
                .as("5. only dev.mainstay.ratis sees Ratis")
                .because("its traps are handled in one place, and the engine can be replaced")
                .check(MAIN);
    }

    @Test
    void processesAreStartedByAgentsAndFenceDriversOnly() {
        noClasses().that()
                .resideOutsideOfPackages("dev.mainstay.agent..", "dev.mainstay.fence..",
                        "dev.mainstay.cli.demo..", "dev.mainstay.cli.node..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .as("5. only agents, fence drivers, cluster start and the demo start processes")
                .because("what a started process leaves behind has to be ended by who started it")
                .check(MAIN);
    }

    @Test
    void agentsDoNotKnowTheServer() {
        noClasses().that()
                .resideInAnyPackage("dev.mainstay.agent..", "dev.mainstay.fence..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVER)
                .as("6. agent and fence drivers know the wire formats, not the server")
                .because("a remote machine runs the agent alone")
                .check(MAIN);
    }

    @Test
    void commandsReachTheServerOverTheApiOnly() {
        noClasses().that()
                .resideInAPackage("dev.mainstay.cli..")
                .and()
                .resideOutsideOfPackages("dev.mainstay.cli.node..", "dev.mainstay.cli.simulate..",
                        "dev.mainstay.cli.cluster..", "dev.mainstay.cli.backup..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVER)
                .as("6. only commands that run, found, join or restore a node, or simulate,"
                        + " know the server")
                .because("whatever an administrator can do, a program can do over the API")
                .check(MAIN);
    }
}
