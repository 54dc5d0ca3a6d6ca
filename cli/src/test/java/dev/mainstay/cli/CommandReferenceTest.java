// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.render.Palette;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "cli.md");

    @Test
    void referenceIsThatOfTheCommands() throws IOException {
        String made = CommandReference.of(CommandTree.complete(new CommandContext(endpoint -> {
            throw new IllegalStateException("nothing is called");
        }, Map.of(), Palette.PLAIN)));
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, made);
        }
        assertEquals(Files.readString(REFERENCE), made, "docs/cli.md is not what the commands say:"
                + " run the test with -Dgolden.update=true and review the difference");
    }
}
