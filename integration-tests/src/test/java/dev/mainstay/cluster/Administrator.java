// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import dev.mainstay.cli.Mainstay;
import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.connection.NettyChannels;
import dev.mainstay.cli.render.Palette;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Somebody who types commands at a node: they run in this process, which saves their start. */
record Administrator(NodeProcess node) {

    CommandRun runs(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Mainstay.execute(
                new CommandContext(new NettyChannels(),
                        Map.of("MAINSTAY_DIR", node.folder().toString()), Palette.PLAIN),
                new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
