// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.lsb;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.process.Program;
import dev.mainstay.agent.standard.AgentMetadata;
import dev.mainstay.agent.standard.Invocation;
import dev.mainstay.agent.standard.MetadataException;
import dev.mainstay.agent.standard.MetadataException.Reason;
import dev.mainstay.agent.standard.OcfExitCode;
import dev.mainstay.agent.standard.ResourceAgent;
import dev.mainstay.agent.standard.SyntheticMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Init scripts as resource agents: {@code lsb:name}, or {@code lsb:/absolute/path}. */
public final class LsbResourceAgent implements ResourceAgent {
    private static final String STANDARD = "lsb";
    /** No separators and no leading dot: a name never leads out of its folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+@-]*");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(5);

    private final Path folder;
    private final Map<String, String> variables;

    /**
     * @param folder {@code /etc/init.d}
     * @param variables that every script gets
     */
    public LsbResourceAgent(Path folder, Map<String, String> variables) {
        this.folder = folder;
        this.variables = Map.copyOf(variables);
    }

    @Override
    public String standard() {
        return STANDARD;
    }

    /** Whether the machine has a script of that name, executable or not. */
    boolean has(String type) {
        return find(type).isPresent();
    }

    @Override
    public Invocation prepare(Operation operation) {
        Optional<Path> script = find(operation.agent().type());
        if (script.isEmpty()) {
            return new Invocation.Unavailable(OcfExitCode.INSTALLED, missing(operation.agent()));
        }
        if (!Files.isExecutable(script.get())) {
            return new Invocation.Unavailable(OcfExitCode.PERM,
                    script.get() + " is not executable");
        }
        return switch (operation.task()) {
            case START, STOP -> run(script.get(), operation.task().word(),
                    LsbExitCodes::ofAction);
            case MONITOR -> run(script.get(), "status", LsbExitCodes::ofStatus);
            case PROMOTE, DEMOTE, MIGRATE_TO, MIGRATE_FROM, NOTIFY, RELOAD, RELOAD_AGENT,
                    VALIDATE_ALL -> new Invocation.Unavailable(OcfExitCode.UNIMPLEMENTED,
                            "an init script knows no " + operation.task().word());
        };
    }

    private Invocation run(Path script, String word, IntUnaryOperator meaning) {
        return new Invocation.Executable(new Program(List.of(script.toString(), word), variables),
                meaning);
    }

    @Override
    public AgentMetadata metadata(AgentSpec agent) throws MetadataException {
        Path script = find(agent.type())
                .orElseThrow(() -> new MetadataException(Reason.NO_SUCH_AGENT, missing(agent)));
        try {
            LsbHeader header = LsbHeader.of(script);
            String brief = header.shortDescription().isEmpty() ? script.toString()
                    : header.shortDescription();
            return SyntheticMetadata.of(agent,
                    new AgentMetadata.Texts(brief, header.description()),
                    List.of(SyntheticMetadata.action("start", TIMEOUT),
                            SyntheticMetadata.action("stop", TIMEOUT),
                            SyntheticMetadata.action("status", TIMEOUT),
                            SyntheticMetadata.action("restart", TIMEOUT),
                            SyntheticMetadata.action("force-reload", TIMEOUT),
                            SyntheticMetadata.monitor("monitor", TIMEOUT, TIMEOUT),
                            SyntheticMetadata.action("meta-data", METADATA_TIMEOUT)));
        } catch (IOException failure) {
            throw new MetadataException(Reason.UNUSABLE,
                    script + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    @Override
    public List<AgentSpec> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(script -> Files.isRegularFile(script)
                    && Files.isExecutable(script))
                    .map(script -> String.valueOf(script.getFileName()))
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .map(name -> new AgentSpec(STANDARD, "", name))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Optional<Path> find(String type) {
        if (type.startsWith("/")) {
            return Optional.of(Path.of(type)).filter(Files::isRegularFile);
        }
        return Optional.of(type)
                .filter(name -> NAME.matcher(name).matches())
                .map(folder::resolve)
                .filter(Files::isRegularFile);
    }

    private String missing(AgentSpec agent) {
        return "no init script " + agent.type() + " on this machine; looked in " + folder;
    }
}
