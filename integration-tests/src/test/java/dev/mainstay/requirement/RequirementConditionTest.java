// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.requirement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

final class RequirementConditionTest {

    @Test
    void testRunsWhereNothingIsMissing() {
        assertFalse(RequirementCondition.judge("", "all").isDisabled());
    }

    @Test
    void testIsSkippedWithTheReasonWhereSomethingIsMissing() {
        ConditionEvaluationResult result = RequirementCondition.judge("no agents", "");
        assertEquals(Optional.of("no agents"), result.getReason());
    }

    @Test
    void testFailsWhereSomethingIsMissingAndAllIsRequired() {
        assertThrows(IllegalStateException.class,
                () -> RequirementCondition.judge("no agents", "all"));
    }
}
