// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.rhcs;

import dev.mainstay.fence.driver.AgentDescription;
import dev.mainstay.fence.driver.FenceDriver;
import dev.mainstay.fence.driver.Limit;
import dev.mainstay.fence.driver.NoSuchAgentException;
import dev.mainstay.fence.driver.Try;
import dev.mainstay.fence.driver.TryResult;
import dev.mainstay.fence.driver.UnusableAgentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** Fence agents that follow the fence agent API: {@code fence_*} programs. */
public final class RhcsDriver implements FenceDriver {
    private static final Pattern NAME = Pattern.compile("fence_[A-Za-z0-9_.+-]+");
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(20);

    private final List<Path> folders;
    private final AgentProcess process;
    private final Map<String, Described> described = new ConcurrentHashMap<>();

    private record Described(Path program, FileTime changed, AgentDescription description) {}

    /**
     * @param folders where the programs are, in order
     * @param readers gives threads that may block in a read
     */
    public RhcsDriver(List<Path> folders, Executor readers) {
        this.folders = List.copyOf(folders);
        this.process = new AgentProcess(readers);
    }

    @Override
    public List<String> agents() {
        TreeSet<String> names = new TreeSet<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "fence_*")) {
                for (Path entry : entries) {
                    String name = String.valueOf(entry.getFileName());
                    if (NAME.matcher(name).matches() && Files.isExecutable(entry)) {
                        names.add(name);
                    }
                }
            } catch (DirectoryIteratorException failure) {
                throw new UncheckedIOException(failure.getCause());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return List.copyOf(names);
    }

    @Override
    public boolean claims(String agent) {
        return NAME.matcher(agent).matches();
    }

    @Override
    public AgentDescription describe(String agent)
            throws NoSuchAgentException, UnusableAgentException, InterruptedException {
        Path program = find(agent).orElseThrow(() -> new NoSuchAgentException(agent));
        try {
            FileTime changed = Files.getLastModifiedTime(program);
            Optional<Described> known = Optional.ofNullable(described.get(agent))
                    .filter(kept -> kept.program().equals(program)
                            && kept.changed().equals(changed));
            if (known.isPresent()) {
                return known.get().description();
            }
            AgentDescription description = RhcsMetadataReader.read(agent, print(agent, program));
            described.put(agent, new Described(program, changed, description));
            return description;
        } catch (IOException failure) {
            throw new UnusableAgentException("the metadata of " + agent + " cannot be used: "
                    + failure.getMessage(), failure);
        }
    }

    private String print(String agent, Path program) throws IOException, InterruptedException {
        long end = System.nanoTime() + METADATA_TIMEOUT.toNanos();
        TryResult result = process.run(program, List.of(), "action=metadata\n",
                () -> System.nanoTime() - end < 0 ? Optional.empty()
                        : Optional.of(Limit.Reason.TIMEOUT));
        return switch (result) {
            case TryResult.Ended(var exitCode, var text, var errors) -> {
                if (exitCode != TryResult.OK) {
                    throw new IOException("it ended with exit code " + exitCode + ": " + errors);
                }
                yield text;
            }
            case TryResult.Stopped _ -> throw new IOException("it did not end within "
                    + METADATA_TIMEOUT.toSeconds() + " s");
            case TryResult.NotRun(var reason) -> throw new IOException(agent + ": " + reason);
        };
    }

    @Override
    public TryResult attempt(Try order, Limit limit) throws InterruptedException {
        Optional<Path> program = find(order.agent());
        if (program.isEmpty()) {
            return new TryResult.NotRun("no fence agent " + order.agent() + " in " + folders);
        }
        StringBuilder input = new StringBuilder();
        order.parameters().forEach((name, value) -> append(input, name, value));
        // Last, because the last of two lines with one name wins.
        append(input, "action", order.action());
        if (!order.node().isEmpty()) {
            append(input, "nodename", order.node());
        }
        return process.run(program.get(), List.of(), input.toString(), limit);
    }

    /** The API has no quoting: what follows a line break would be another option. */
    private static void append(StringBuilder input, String name, String value) {
        int end = value.indexOf('\n');
        input.append(name)
                .append('=')
                .append(end < 0 ? value : value.substring(0, end))
                .append('\n');
    }

    private Optional<Path> find(String agent) {
        if (!NAME.matcher(agent).matches()) {
            return Optional.empty();
        }
        return folders.stream()
                .map(folder -> folder.resolve(agent))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
