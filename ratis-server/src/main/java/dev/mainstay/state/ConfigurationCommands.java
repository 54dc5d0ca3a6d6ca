// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;
import dev.mainstay.state.Command.ChangeConfiguration;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.PlanDemand.Grade;
import java.util.List;
import java.util.Optional;

/** Changes of the configuration, each attributed and kept as a revision. */
final class ConfigurationCommands {

    private ConfigurationCommands() {}

    static Optional<Rejection> change(
            StateDraft draft, ChangeConfiguration change, StateFormat format) {
        Revision current = draft.revisions.current();
        Optional<Rejection> stale = change.expectedRevision()
                .filter(expected -> expected != current.number())
                .map(expected -> new Rejection.StaleRevision(expected, current.number()));
        if (stale.isPresent()) {
            return stale;
        }
        return switch (edited(draft, change.change(), format)) {
            case Edited.Refused(var rejection) -> Optional.of(rejection);
            case Edited.Done(var configuration) -> accept(draft, change, configuration);
        };
    }

    private static Edited edited(
            StateDraft draft, ConfigurationChange change, StateFormat format) {
        return switch (change) {
            case ConfigurationChange.Document(var configuration) ->
                    new Edited.Done(configuration);
            case ConfigurationChange.Edits(var edits) ->
                    ConfigurationEditor.apply(draft.revisions.current().configuration(), edits);
            case ConfigurationChange.Staged(var stage, var digest) ->
                    switch (StagingCommands.take(draft, stage, digest)) {
                        case StagingCommands.Taken.Refused(var rejection) ->
                                new Edited.Refused(rejection);
                        case StagingCommands.Taken.Whole(var content) ->
                                format.readConfiguration(content)
                                        .<Edited>map(Edited.Done::new)
                                        .orElseGet(() -> new Edited.Refused(
                                                new Rejection.Invalid(stage,
                                                        "what was staged is no configuration")));
                    };
        };
    }

    private static Optional<Rejection> accept(
            StateDraft draft, ChangeConfiguration change, Configuration configuration) {
        Revision current = draft.revisions.current();
        if (configuration.equals(current.configuration())) {
            return Optional.empty();
        }
        List<ConfigurationProblem> problems = ConfigurationChecker.check(configuration);
        if (!problems.isEmpty()) {
            return Optional.of(ConfigurationProblem.rejection(problems));
        }
        Optional<Rejection> forgotten = RemoteCommands.refuseForgetting(draft, configuration);
        if (forgotten.isPresent()) {
            return forgotten;
        }
        long number = current.number() + 1;
        draft.revisions = draft.revisions.plus(new Revision(number,
                change.expectedRevision().orElse(current.number()), draft.index(), draft.now(),
                draft.entry().author(), change.comment(), configuration));
        // Telling what tightens from what loosens is not worth a mistake: any change counts as
        // tightening, so that no plan from before it starts anything.
        draft.want(Grade.SAFETY, "the configuration is at revision " + number);
        draft.happened(ClusterEvent.Kind.CONFIGURATION_CHANGED, Long.toString(number),
                change.comment());
        return Optional.empty();
    }
}
