// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

final class MainstayTest {

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine mainstay = Mainstay.commandLine()
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors));

    @Test
    void helpGoesToStandardOutputAndSucceeds() {
        assertEquals(ExitCode.OK, mainstay.execute("--help"));
        assertTrue(output.toString().startsWith("Usage: mainstay"), output::toString);
    }

    @Test
    void callWithoutCommandSaysSoAndFails() {
        assertEquals(ExitCode.USAGE, mainstay.execute());
        assertTrue(errors.toString().startsWith("A command is missing."), errors::toString);
    }
}
