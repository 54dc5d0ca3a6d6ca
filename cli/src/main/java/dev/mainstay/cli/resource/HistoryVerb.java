// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.CleanupRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets history of one resource or all, on one node or all; verbs differ in how much. */
abstract class HistoryVerb extends ChangeVerb {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "The resource (default: all).")
    private Optional<String> id = Optional.empty();

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "NAME=VALUE",
            description = "node=NODE, and of failures operation=NAME and interval=INTERVAL: only"
                    + " these.")
    private List<String> words = List.of();

    @Option(names = "--node", paramLabel = "NODE", description = "The same as node=NODE.")
    private Optional<String> node = Optional.empty();

    /**
     * @param refresh forget everything and probe again, not failures alone
     * @param done what to say, before the resource's name
     */
    Change forget(ClusterClient cluster, boolean refresh, String done) {
        List<String> all = new ArrayList<>(id.stream().toList());
        all.addAll(words);
        node.ifPresent(name -> all.add("node=" + name));
        FailureWords meant = FailureWords.parse(all, refresh ? "'refresh'" : "'cleanup'");
        if (refresh && meant.operation().isPresent()) {
            throw CommandFailure.usage("A refresh forgets all history, not that of one operation.",
                    "'mainstay resource cleanup' forgets failures of one operation.");
        }
        if (meant.operation().isEmpty() && meant.intervalMillis().isPresent()) {
            throw CommandFailure.usage("interval= goes with operation=.", "");
        }
        CleanupRequest.Builder request = CleanupRequest.newBuilder()
                .setContext(context())
                .setResource(meant.resource().orElse(""))
                .setNode(meant.node().orElse(""))
                .setRefresh(refresh);
        meant.operation().ifPresent(request::setOperation);
        meant.intervalMillis().ifPresent(request::setIntervalMillis);
        return Change.at(
                cluster.resources(stub -> stub.cleanup(request.build())).getIndex(),
                done + meant.resource().orElse("all resources")
                        + meant.node().map(name -> " on " + name).orElse("") + ".")
                .about(meant.resource().stream().toList());
    }
}
