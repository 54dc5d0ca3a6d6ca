// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.ocf;

import dev.mainstay.agent.action.AgentSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the scripts of OCF agents in {@code <root>/<provider>/<type>}; earlier roots win. */
final class OcfScripts {
    static final String STANDARD = "ocf";
    /** No separators and no leading dot: a name never leads out of its folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");

    private static final Pattern INTERPRETER = Pattern.compile("#![ \\t]*(/[^ \\t\\r\\n]+)");

    private final List<Path> roots;

    OcfScripts(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** The agent's script, executable or not. */
    Optional<Path> find(AgentSpec agent) {
        if (!NAME.matcher(agent.provider()).matches() || !NAME.matcher(agent.type()).matches()) {
            return Optional.empty();
        }
        return roots.stream()
                .map(root -> root.resolve(agent.provider()).resolve(agent.type()))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The interpreter that the script's first line names and that is not on this machine. Without
     * it the kernel refuses to run the script, which must not look like a failure of the resource.
     */
    static Optional<Path> missingInterpreter(Path script) {
        byte[] begin = new byte[256];
        int length;
        try (InputStream content = Files.newInputStream(script)) {
            length = content.readNBytes(begin, 0, begin.length);
        } catch (IOException _) {
            // A script that cannot be read may still be a program that can be run.
            return Optional.empty();
        }
        Matcher line = INTERPRETER
                .matcher(new String(begin, 0, length, StandardCharsets.ISO_8859_1));
        return Optional.of(line).filter(Matcher::lookingAt).map(found -> Path.of(found.group(1)))
                .filter(interpreter -> !Files.exists(interpreter));
    }

    List<Path> roots() {
        return roots;
    }

    /** All agents that could be run, sorted. */
    List<AgentSpec> list() {
        TreeSet<AgentSpec> found = new TreeSet<>();
        for (Path root : roots) {
            for (Path provider : children(root)) {
                for (Path script : children(provider)) {
                    if (Files.isRegularFile(script) && Files.isExecutable(script)) {
                        found.add(new AgentSpec(STANDARD, name(provider), name(script)));
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder,
                entry -> NAME.matcher(name(entry)).matches())) {
            entries.forEach(children::add);
        } catch (DirectoryIteratorException failure) {
            throw new UncheckedIOException(failure.getCause());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return children;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
