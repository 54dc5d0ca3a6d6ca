// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** This process' Java and class path, as {@link NestedSystemd} sees them. */
final class JavaInside {
    private static final String HOST = "/run/host";

    private JavaInside() {}

    /** The folders without which the class path cannot be read. */
    static List<String> folders() {
        return Stream.concat(Stream.of(home()), classPath().map(JavaInside::folder))
                .map(Path::toString).distinct().toList();
    }

    /** The {@code mainstay} command. */
    static List<String> mainstay(String... arguments) {
        List<String> command = new ArrayList<>(List.of(HOST + home().resolve("bin/java"),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8", "-Dlogback.configurationFile=logback.xml", "-cp",
                classPath().map(path -> HOST + path).collect(Collectors.joining(":")),
                "dev.mainstay.cli.Mainstay"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path home() {
        return Path.of(System.getProperty("java.home")).toAbsolutePath().normalize();
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .filter(Files::exists);
    }

    private static Path folder(Path entry) {
        return Files.isDirectory(entry) ? entry : entry.resolveSibling("").normalize();
    }
}
