// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static dev.mainstay.architecture.MainstayClasses.CORE;
import static dev.mainstay.architecture.MainstayClasses.MAIN;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every replica computes the same state and the same plan: the core has nothing to differ by. */
final class CorePurityTest {

    private static final DescribedPredicate<JavaClass> PURE = resideInAnyPackage(CORE)
            .or(resideInAnyPackage("java.util.function", "java.util.regex", "java.util.stream",
                    "java.lang", "java.lang.annotation", "java.lang.invoke", "java.lang.runtime",
                    "java.util", "java.math", "java.time..", "java.nio.charset",
                    "org.pcollections..",
                    "org.jspecify.."))
            .or(describe("a message digest", type -> Set
                    .of("java.security.MessageDigest", "java.security.NoSuchAlgorithmException")
                    .contains(type.getBaseComponentType().getName())))
            .or(describe("a primitive", type -> type.getBaseComponentType().isPrimitive()));

    private static final Set<String> OUTSIDE_WORLD = Set.of("java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis", "java.lang.System.getenv",
            "java.lang.System.getProperty", "java.lang.System.identityHashCode",
            "java.lang.System.lineSeparator", "java.lang.Math.random", "java.util.UUID.randomUUID",
            "java.util.Locale.getDefault", "java.time.ZoneId.systemDefault",
            "java.util.Collection.parallelStream");

    private static final Set<String> UNORDERED = Set.of("java.util.Set.of", "java.util.Set.copyOf",
            "java.util.Map.of", "java.util.Map.ofEntries", "java.util.Map.copyOf",
            "java.util.stream.Collectors.toSet", "java.util.stream.Collectors.toUnmodifiableSet",
            "java.util.stream.Collectors.toUnmodifiableMap");

    @Test
    void coreDependsOnPureTypesOnly() {
        noClasses().that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(DescribedPredicate.not(PURE))
                .as("1. the core uses pure types only")
                .because("I/O, threads, loggers, Ratis, gRPC and protobuf would make apply and plan"
                        + " depend on the machine that they run on")
                .check(MAIN);
    }

    @Test
    void coreReadsNeitherClockNorEnvironmentNorChance() {
        noClasses().that()
                .resideInAnyPackage(CORE)
                .should()
                .accessTargetWhere(describe("reads the outside world",
                        access -> OUTSIDE_WORLD.contains(name(access)) || isImpureCall(access)))
                .as("2. the core reads no clock, environment, default locale or random number")
                .because("time is an argument, and two replicas have to come to the same result")
                .check(MAIN);
    }

    @Test
    void coreHasNoCollectionOfUnspecifiedOrder() {
        noClasses().that()
                .resideInAnyPackage(CORE)
                .should()
                .callCodeUnitWhere(describe("makes a collection of unspecified order",
                        call -> UNORDERED.contains(name(call)) || isHashed(call)
                                || isUnsortedCollector(call)))
                .as("3. the core makes no collection whose order is unspecified")
                .because("Set.of and Map.of are salted per process and hash tables depend on"
                        + " history: use sorted or linked ones, or PCollections' sorted ones")
                .check(MAIN);
    }

    @Test
    void coreKeepsNoStaticState() {
        fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(CORE))
                .and()
                .areStatic()
                .should()
                .beFinal()
                .as("3. static fields of the core are final")
                .because("a plan or an apply must leave nothing behind for the next one")
                .check(MAIN);
    }

    @Test
    void stateIsImmutable() {
        // A package's own draft of the next state may change while one apply runs.
        fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage("dev.mainstay.model..",
                        "dev.mainstay.transition..", "dev.mainstay.state.."))
                .and()
                .areDeclaredInClassesThat(modifier(JavaModifier.PUBLIC))
                .should()
                .beFinal()
                .as("3. fields of public types of model, transition and state are final")
                .because("readers share one state without a lock")
                .check(MAIN);
    }

    @Test
    void coreHasNoFloatingPoint() {
        Set<String> floating = Set.of("float", "double", "java.lang.Float", "java.lang.Double");
        noFields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(CORE))
                .should()
                .haveRawType(describe("a floating-point type",
                        type -> floating.contains(type.getBaseComponentType().getName())))
                .as("3. no field of the core is a floating-point number")
                .because("scores are integers that saturate, equal everywhere")
                .check(MAIN);
        noMethods().that()
                .areDeclaredInClassesThat(resideInAnyPackage(CORE))
                .should()
                .haveRawReturnType(describe("a floating-point type",
                        type -> floating.contains(type.getBaseComponentType().getName())))
                .as("3. no method of the core returns a floating-point number")
                .because("scores are integers that saturate, equal everywhere")
                .check(MAIN);
    }

    private static String name(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }

    private static boolean isImpureCall(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String member = access.getTarget().getName();
        boolean now = owner.startsWith("java.time.")
                && (member.equals("now") || member.startsWith("system")
                        || member.startsWith("tick"));
        return now || owner.startsWith("java.lang.Thread") || owner.startsWith("java.lang.Process")
                || owner.equals("java.lang.Runtime")
                || owner.startsWith("java.util.Random") || owner.startsWith("java.util.Timer")
                || owner.equals("java.util.SplittableRandom")
                || (member.equals("parallelStream") && owner.startsWith("java.util."));
    }

    private static boolean isHashed(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        return call.getTarget().getName().equals("<init>")
                && Set.of("java.util.HashMap", "java.util.HashSet", "java.util.Hashtable",
                        "java.util.IdentityHashMap", "java.util.WeakHashMap")
                        .contains(owner);
    }

    private static boolean isUnsortedCollector(JavaCall<?> call) {
        if (!call.getTargetOwner().getName().equals("java.util.stream.Collectors")) {
            return false;
        }
        int parameters = call.getTarget().getRawParameterTypes().size();
        return switch (call.getTarget().getName()) {
            case "toMap" -> parameters < 4;
            case "groupingBy" -> parameters < 3;
            default -> false;
        };
    }
}
