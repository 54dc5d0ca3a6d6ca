// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static dev.mainstay.architecture.MainstayClasses.CORE;
import static dev.mainstay.architecture.MainstayClasses.MAIN;
import static dev.mainstay.architecture.MainstayClasses.SERVER;
import static dev.mainstay.architecture.MainstayClasses.TESTS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What types look like, and who may ask what time it is. */
final class ShapeTest {

    private static final List<String> CLOCKS = List.of("java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis");

    @Test
    void alternativesOfTheCoreAreSealed() {
        DescribedPredicate<JavaClass> offersAlternatives =
                describe("have implementations as members",
                        type -> type.isInterface() && type.getAllSubclasses()
                                .stream()
                                .anyMatch(member -> member.getEnclosingClass()
                                        .stream()
                                        .anyMatch(type::equals)));
        DescribedPredicate<JavaClass> sealed = describe("be sealed", JavaClass::isSealed);
        classes().that(resideInAnyPackage(CORE).and(offersAlternatives))
                .should(ArchCondition.from(sealed))
                .as("7. an interface whose implementations are its own members is sealed")
                .because("a switch over it then fails to compile until every place has decided")
                .check(MAIN);
    }

    @Test
    void alternativesOfTheCoreAreValues() {
        DescribedPredicate<JavaClass> alternatives = describe(
                "implement a sealed interface of ours",
                type -> type.getAllRawInterfaces()
                        .stream()
                        .anyMatch(parent -> parent.getPackageName().startsWith("dev.mainstay")
                                && parent.isSealed()));
        DescribedPredicate<JavaClass> values = describe("be records, enums or sealed interfaces",
                type -> type.isRecord() || type.isEnum() || type.isSealed()
                        || type.getRawSuperclass().stream().anyMatch(JavaClass::isEnum));
        classes().that(resideInAnyPackage(CORE).and(alternatives))
                .should(ArchCondition.from(values))
                .as("7. commands, outcomes, results and verdicts are values")
                .because("they are compared, written to the log and matched by their parts")
                .check(MAIN);
    }

    @Test
    void fieldsAreNotPublic() {
        noFields().that()
                .areNotStatic()
                .should()
                .bePublic()
                .as("9. instance fields are not public")
                .because("a type keeps its invariant only over what it hides")
                .check(MAIN);
        noFields().that()
                .areStatic()
                .and()
                .areNotFinal()
                .should()
                .bePublic()
                .as("9. public static fields are constants")
                .because("a variable that everybody may write belongs to nobody")
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "Helper", "Util", "Utils", "Data", "Info", "Impl", "Base"})
    void namesSayWhatATypeIs(String suffix) {
        noClasses().that(describe("are not generated",
                type -> !type.getPackageName().startsWith("dev.mainstay.proto")))
                .should()
                .haveSimpleNameEndingWith(suffix)
                .as("9. no type's name ends in " + suffix)
                .because(
                        "such a word fits everything: name what it does, or how it differs")
                .check(MAIN);
    }

    @Test
    void holdersOfStaticMethodsAreFinal() {
        classes().that(describe("have static members and private constructors only",
                ShapeTest::isStaticHolder))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .as("9. classes that hold static methods only are final")
                .because("they are not meant to be extended or made")
                .check(MAIN);
    }

    @Test
    void realClocksAreReadInBootstrapOnly() {
        noClasses().that()
                .resideInAnyPackage(SERVER)
                .and()
                .resideOutsideOfPackage("dev.mainstay.bootstrap..")
                .should()
                .accessTargetWhere(readsRealClock())
                .as("10. only bootstrap reads a real clock")
                .because(
                        "everything else takes a clock, so that tests and simulations own the time")
                .check(MAIN);
    }

    @Test
    void testsWaitForConditions() {
        noClasses().should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .as("11. no test sleeps")
                .because("a sleep is too short on a busy machine and too long on every other one")
                .check(TESTS);
    }

    private static boolean isStaticHolder(JavaClass type) {
        return !type.isInterface() && !type.isEnum() && !type.isRecord()
                && !type.getMethods().isEmpty()
                && type.getMembers()
                        .stream()
                        .allMatch(member -> member instanceof JavaConstructor constructor
                                ? constructor.getModifiers().contains(JavaModifier.PRIVATE)
                                : member.getModifiers().contains(JavaModifier.STATIC));
    }

    private static DescribedPredicate<JavaAccess<?>> readsRealClock() {
        return describe("reads a real clock", access -> {
            String owner = access.getTargetOwner().getName();
            String member = access.getTarget().getName();
            return CLOCKS.contains(owner + "." + member) || (owner.startsWith("java.time.")
                    && (member.equals("now") || member.startsWith("system")));
        });
    }
}
