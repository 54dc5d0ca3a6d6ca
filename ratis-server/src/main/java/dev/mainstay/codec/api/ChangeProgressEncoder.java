// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.effect.Effect;
import dev.mainstay.effect.EffectScope;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.ChangeProgress;
import dev.mainstay.proto.v1.EffectView;
import dev.mainstay.state.ClusterState;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Shows what is done for a change, and at its end where the resources are. */
public final class ChangeProgressEncoder {

    private ChangeProgressEncoder() {}

    /** Something is left to do. */
    public static ChangeProgress underWay(
            Reading reading, List<Effect> effects, List<String> remaining) {
        return progress(reading, effects).addAllRemaining(remaining).build();
    }

    /** Nothing is left to do. */
    public static ChangeProgress settled(
            Reading reading,
            List<Effect> effects,
            EffectScope scope,
            Collection<ResourceId> subjects) {
        NavigableSet<String> shown = shown(reading.state(), scope, subjects);
        return progress(reading, effects)
                .addAllResources(ResourceEncoder.resources(reading.state()).stream()
                        .filter(view -> shown.contains(view.getId()))
                        .toList())
                .build();
    }

    /** The subjects, and what else has been touched: of groups and clones the whole. */
    private static NavigableSet<String> shown(
            ClusterState state, EffectScope scope, Collection<ResourceId> subjects) {
        NavigableSet<String> shown = new TreeSet<>();
        NavigableSet<ResourceId> covered = new TreeSet<>();
        for (ResourceId subject : subjects) {
            shown.add(subject.value());
            covered.addAll(state.revisions().index().leaves(subject));
        }
        for (Resource resource : state.configuration().resources()) {
            if (state.revisions().index().leaves(resource.id()).stream()
                    .anyMatch(leaf -> scope.concerns(leaf) && !covered.contains(leaf))) {
                shown.add(resource.id().value());
            }
        }
        return shown;
    }

    private static ChangeProgress.Builder progress(Reading reading, List<Effect> effects) {
        ChangeProgress.Builder progress =
                ChangeProgress.newBuilder().setPosition(reading.position());
        effects.forEach(effect -> progress.addEffects(view(effect)));
        return progress;
    }

    private static EffectView view(Effect effect) {
        return EffectView.newBuilder()
                .setResource(effect.subject())
                .setOperation(effect.operation())
                .setIntervalMillis(effect.intervalMillis())
                .setNode(effect.event().node().map(NodeId::value).orElse(""))
                .setOutcome(effect.end().name().toLowerCase(Locale.ROOT))
                // That of an operation that is done is its id, which says nothing to people.
                .setDetail(effect.end() == Effect.End.DONE ? "" : effect.event().detail())
                .setIndex(effect.event().index())
                .setAtMillis(effect.event().time().toEpochMilli())
                .build();
    }
}
