// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the command is started from the class path of the tests. */
public final class JavaCommand {

    /** The command itself; its words follow. */
    static final String MAIN_CLASS = "dev.mainstay.cli.Mainstay";

    /** What the command begins with, ready for its first word. */
    public static final List<String> START = Boolean.getBoolean("mainstay.caches")
            ? List.of(CachedStart.command().toString())
            : plain();

    private JavaCommand() {}

    private static List<String> plain() {
        List<String> words = new ArrayList<>(List.of(java()));
        words.addAll(options(System.getProperty("java.class.path")));
        words.add(MAIN_CLASS);
        return List.copyOf(words);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Small and quick to start: several daemons and commands share the machine with the tests. */
    static List<String> options(String classPath) {
        return List.of("-cp", classPath,
                "-Xmx256m",
                "-XX:MetaspaceSize=128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // It keeps a file by process id, and machines of a lab have ids of their own.
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8",
                // As a node logs for real; the tests' own file on the class path would come first.
                "-Dlogback.configurationFile=logback.xml");
    }
}
