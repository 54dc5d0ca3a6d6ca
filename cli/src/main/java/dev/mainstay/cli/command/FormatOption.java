// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.OutputFormat;
import dev.mainstay.cli.render.Palette;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** In which form the answer is wanted. */
public final class FormatOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Form of the answer: ${COMPLETION-CANDIDATES} (default:"
                    + " ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.text;

    /** For a verb that hands on to another. */
    public OutputFormat format() {
        return format;
    }

    Output output(CommandLine line, CommandContext context) {
        return new Output(line.getOut(), line.getErr(), format,
                format == OutputFormat.text ? context.palette() : Palette.PLAIN);
    }
}
