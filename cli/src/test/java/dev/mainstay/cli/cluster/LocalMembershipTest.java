// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.bootstrap.ExitCode;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LocalMembershipTest {

    @Test
    void nodesAndCommandsHaveTheSameExitCodes() {
        Set<Integer> ofNodes = Arrays.stream(ExitCode.values())
                .map(ExitCode::code)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> ofCommands = Arrays.stream(dev.mainstay.cli.failure.ExitCode.values())
                .map(dev.mainstay.cli.failure.ExitCode::number)
                .collect(Collectors.toCollection(TreeSet::new));
        // The one that only a command that waits can end with.
        ofNodes.add(dev.mainstay.cli.failure.ExitCode.OVERDUE.number());
        assertEquals(ofCommands, ofNodes);
    }
}
