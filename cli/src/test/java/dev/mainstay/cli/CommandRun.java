// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.render.Palette;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** One command line run against a fake node, with what it printed. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(FakeNode node, String... arguments) {
        CommandContext context =
                new CommandContext(endpoint -> node.channel(), Map.of(), Palette.PLAIN);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Mainstay.execute(context, new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
