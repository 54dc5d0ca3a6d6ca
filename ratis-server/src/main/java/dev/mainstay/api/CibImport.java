// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibImporter;
import dev.mainstay.cib.CibWriter;
import dev.mainstay.cib.ImportedCib;
import dev.mainstay.codec.api.Change.OptionChecks;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Template;
import dev.mainstay.scheduler.remark.ConfigurationRemarks;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.ConfigurationChecker;
import dev.mainstay.state.ConfigurationProblem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads Pacemaker's documents on behalf of callers and judges them. What is wrong is told with its
 * line; what Pacemaker lives with, such as an agent that this machine lacks, is a warning.
 */
final class CibImport {

    /** So many problems are told at once; they travel in a header of limited size. */
    private static final int TOLD = 10;

    private static final Set<String> GONE = new TreeSet<>(List.of("upstart", "nagios"));

    private final OptionCheck options;

    CibImport(OptionCheck options) {
        this.options = options;
    }

    /**
     * Reads a document. One that was exported from the present configuration gives just that, as
     * it is written here: an export alone gives ids to what has none.
     *
     * @throws StatusRuntimeException INVALID_ARGUMENT with the line
     */
    ImportedCib read(InputStream document, Configuration present) {
        try {
            ImportedCib imported = read(document);
            byte[] exported = CibWriter.export(present, 0).getBytes(StandardCharsets.UTF_8);
            return imported.configuration()
                    .equals(read(new ByteArrayInputStream(exported)).configuration())
                            ? new ImportedCib(present, imported.notKept(), imported.places())
                            : imported;
        } catch (CibFormatException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** @throws StatusRuntimeException INVALID_ARGUMENT with the line of each problem */
    void check(ImportedCib imported, ClusterState state, OptionChecks checks) {
        Configuration configuration = imported.configuration();
        List<ConfigurationProblem> problems =
                new ArrayList<>(ConfigurationChecker.check(configuration));
        problems.addAll(goneStandards(configuration));
        if (checks == OptionChecks.CHECKED) {
            problems.addAll(strangers(configuration, state));
        }
        if (!problems.isEmpty()) {
            String told = problems.stream()
                    .limit(TOLD)
                    .map(problem -> problem.at(imported.places()))
                    .collect(Collectors.joining("\n"));
            int more = problems.size() - TOLD;
            throw invalid(told + (more > 0 ? "\nand " + more + " more problems" : ""));
        }
    }

    List<String> warnings(ImportedCib imported, ClusterState state) {
        Configuration configuration = imported.configuration();
        List<String> warnings = new ArrayList<>();
        ConfigurationRemarks.of(configuration, new TreeSet<>(state.members().keySet()))
                .forEach(remark -> warnings.add(remark.at(imported.places())));
        warnings.addAll(options.remarks(state.configuration(), configuration));
        return warnings;
    }

    /** Machines that are no members, and are not configured now either. */
    private static List<ConfigurationProblem> strangers(
            Configuration configuration, ClusterState state) {
        Set<NodeId> known = new TreeSet<>(state.members().keySet());
        state.configuration().nodes().forEach(node -> known.add(node.name()));
        return configuration.nodes().stream()
                .filter(node -> node.type() == Node.NodeType.MEMBER && !known.contains(node.name()))
                .map(node -> new ConfigurationProblem(node.identity(), "node " + node.name()
                        + " is no member of this cluster, so it would count as lost and be fenced:"
                        + " let it join first, or take it out (force skips this check)"))
                .toList();
    }

    private static List<ConfigurationProblem> goneStandards(Configuration configuration) {
        return Stream.concat(
                Primitives.of(configuration).stream().flatMap(CibImport::gone),
                configuration.templates().stream().flatMap(CibImport::gone))
                .toList();
    }

    private static Stream<ConfigurationProblem> gone(Primitive primitive) {
        return gone(primitive.id().value(), primitive.agent());
    }

    private static Stream<ConfigurationProblem> gone(Template template) {
        return gone(template.id().value(), Optional.of(template.agent()));
    }

    private static Stream<ConfigurationProblem> gone(String id, Optional<AgentName> agent) {
        return agent.filter(name -> GONE.contains(name.standard())).stream()
                .map(name -> new ConfigurationProblem(id, id + " is of standard " + name.standard()
                        + ", which Pacemaker 3 has dropped and Mainstay does not run: use a systemd"
                        + " unit or an OCF agent"));
    }

    private static ImportedCib read(InputStream document) throws CibFormatException {
        try {
            return CibImporter.read(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StatusRuntimeException invalid(String message) {
        return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
    }
}
