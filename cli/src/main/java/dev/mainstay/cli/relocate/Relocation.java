// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.relocate;

import dev.mainstay.cli.command.ConfigurationEditor;
import dev.mainstay.cli.configuration.NamedResources;
import dev.mainstay.cli.configuration.ResourceUpdate;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.Consequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;

/**
 * A resource that would be elsewhere if nothing were sticky, as the preview of a change tells that
 * takes the stickiness of the named resources away and is never made.
 *
 * @param resource a primitive or a group; instances of clones and bundles have no place to be sent
 * @param text what moving it means, one sentence for each primitive
 */
record Relocation(String resource, String fromNode, String toNode, List<String> text) {

    private static final Map<String, String> NOT_STICKY = Map.of("resource-stickiness", "0");
    private static final Set<String> ELSEWHERE = Set.of("move", "migrate");

    /** @param names resources or tags; empty: all resources */
    static List<Relocation> wanted(ClusterClient cluster, List<String> names) {
        Configuration configuration = cluster.currentConfiguration().getConfiguration();
        List<String> meant = meant(configuration, names);
        ConfigurationEditor editor = new ConfigurationEditor(cluster.apart(),
                () -> ChangeContext.newBuilder().setRequestId(UUID.randomUUID().toString())
                        .setForce(true).build());
        SequencedMap<String, Relocation> wanted = new LinkedHashMap<>();
        for (Consequence consequence : editor.preview(current -> meant(current, names).stream()
                .map(id -> ResourceUpdate.meta(current, id, NOT_STICKY))
                .toList()).getConsequencesList()) {
            if (ELSEWHERE.contains(consequence.getKind()) && !consequence.getDueAnyway()
                    && !consequence.getBlocked() && meant.contains(consequence.getResource())) {
                placed(configuration, consequence).ifPresent(one -> wanted.merge(
                        one.resource(), one, Relocation::with));
            }
        }
        return List.copyOf(wanted.values());
    }

    private static List<String> meant(Configuration configuration, List<String> names) {
        return NamedResources.withParts(configuration, names.isEmpty()
                ? configuration.getResourcesList().stream()
                        .filter(resource -> !Resources.isFenceDevice(resource))
                        .map(Resources::id)
                        .toList()
                : names);
    }

    private static Optional<Relocation> placed(
            Configuration configuration, Consequence consequence) {
        Resource whole = Resources.get(configuration, consequence.getResource());
        for (Optional<Resource> parent = Optional.of(whole); parent.isPresent(); parent =
                Resources.parent(configuration, Resources.id(whole))) {
            whole = parent.get();
        }
        return whole.hasClone() || whole.hasBundle()
                ? Optional.empty()
                : Optional.of(new Relocation(Resources.id(whole), consequence.getFromNode(),
                        consequence.getToNode(), List.of(consequence.getText())));
    }

    private static Relocation with(Relocation first, Relocation next) {
        List<String> all = new ArrayList<>(first.text);
        all.addAll(next.text);
        return new Relocation(first.resource, first.fromNode, first.toNode, List.copyOf(all));
    }
}
