// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.requirement;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a test whose requirements are missing, or fails it where everything is required. */
final class RequirementCondition implements ExecutionCondition {

    private static final ConditionEvaluationResult RUN =
            ConditionEvaluationResult.enabled("everything that it requires is there");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), Requires.class)
                .map(requires -> judge(missing(requires),
                        System.getProperty("mainstay.require", "")))
                .orElse(RUN);
    }

    /**
     * @param missing what is missing, empty where nothing is
     * @param required the value of the system property
     * @throws IllegalStateException where nothing may be missing: the test fails with it
     */
    static ConditionEvaluationResult judge(String missing, String required) {
        if (missing.isEmpty()) {
            return RUN;
        }
        if (required.equals("all")) {
            throw new IllegalStateException(missing + ", and mainstay.require=all forbids to skip");
        }
        return ConditionEvaluationResult.disabled(missing);
    }

    private static String missing(Requires requires) {
        return Arrays.stream(requires.value())
                .filter(requirement -> !requirement.isMet())
                .map(Requirement::missing)
                .collect(Collectors.joining(", "));
    }
}
