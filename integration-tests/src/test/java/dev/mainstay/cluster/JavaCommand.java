// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.nio.file.Path;
import java.util.List;

/** How the command is started from the class path of the tests. */
final class JavaCommand {

    /** Small and quick to start: several daemons and commands share the machine with the tests. */
    static final List<String> START = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:MetaspaceSize=128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dfile.encoding=UTF-8",
            // As a node logs for real; the tests' own file on the class path would come first.
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.mainstay.cli.Mainstay");

    private JavaCommand() {}
}
