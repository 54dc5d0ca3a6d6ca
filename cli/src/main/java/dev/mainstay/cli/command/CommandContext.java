// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.connection.ChannelOpener;
import dev.mainstay.cli.connection.NettyChannels;
import dev.mainstay.cli.render.Palette;
import java.io.Console;
import java.util.Map;
import java.util.Optional;

/** What a command needs of the process that it runs in; tests bring their own. */
public record CommandContext(
        ChannelOpener channels, Map<String, String> environment, Palette palette) {

    /** That of this process: real channels, colours when a person watches. */
    public static CommandContext ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean coloured =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                        && !environment.containsKey("NO_COLOR");
        return new CommandContext(new NettyChannels(), environment,
                coloured ? Palette.COLOURED : Palette.PLAIN);
    }

    /** Implemented by the top command, through which verbs reach the context. */
    public interface Holder {
        CommandContext context();
    }
}
