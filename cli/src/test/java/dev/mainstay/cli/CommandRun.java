// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.render.Palette;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** One command line run against a fake node, with what it printed. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(FakeNode node, String... arguments) {
        CommandContext context =
                new CommandContext(endpoint -> node.channel(), Map.of(), Palette.PLAIN);
        CommandLine line = CommandTree.forArguments(context, List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return new CommandRun(line.execute(arguments), out.toString(), err.toString());
    }
}
