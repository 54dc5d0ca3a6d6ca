// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a {@link HeldShell} is told: the environment to take on and the program to become. */
final class ShellInstruction {
    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ShellInstruction() {}

    /** One compound command: a shell that reads only a part of it does nothing at all. */
    static byte[] become(Program program) {
        StringBuilder exports = new StringBuilder();
        List<String> words = new ArrayList<>();
        new TreeMap<>(program.environment()).forEach((name, value) -> {
            if (SHELL_NAME.matcher(name).matches()) {
                exports.append("export ").append(name).append('=').append(quoted(value))
                        .append('\n');
            } else {
                words.add(name + "=" + value);
            }
        });
        if (!words.isEmpty()) {
            // A shell has no variables of such names.
            words.addAll(0, List.of("/usr/bin/env", "--"));
        }
        words.addAll(program.command());
        StringBuilder command = new StringBuilder("exec");
        words.forEach(word -> command.append(' ').append(quoted(word)));
        return ("{\n" + exports + command + " </dev/null\n}\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no program can be passed a NUL character");
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
