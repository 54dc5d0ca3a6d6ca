// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.OperationRecord;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds the parameters an operation ran with, as digests, against those in force now. */
public final class ParameterDigests {
    private static final String HIDDEN = "****";

    private final UnpackContext context;
    private final ParameterResolver parameters;

    public ParameterDigests(UnpackContext context) {
        this.context = context;
        this.parameters = new ParameterResolver(context.attributes(), context.rules());
    }

    /** What a change of parameters asks for. */
    public enum Change {
        NONE,
        RELOAD,
        RESTART
    }

    boolean changed(WorkResource resource, WorkNode node, OperationRecord record) {
        return change(resource, node, record) != Change.NONE;
    }

    public Change change(WorkResource resource, WorkNode node, OperationRecord record) {
        if (resource.is(ResourceFlag.IMPLICIT) || resource.is(ResourceFlag.REMOVED)
                && !resource.is(ResourceFlag.SURPLUS)) {
            return Change.NONE;
        }
        TreeMap<String, String> now =
                values(resource, node, record.task(), record.intervalMillis());
        String all = record.digests().all().orElse("");
        if (all.equals(OperationDigest.of(now))) {
            return Change.NONE;
        }
        if (isHidden(now, record.digests().secureParameters())
                && record.digests().secure().filter(OperationDigest.of(
                        comparable(resource, now, record.digests().secureParameters()))::equals)
                        .isPresent()) {
            return Change.NONE;
        }
        if (record.digests().restart().isPresent() && record.intervalMillis() == 0) {
            String restart = OperationDigest.of(only(
                    now, record.digests().restartParameters()));
            return restart.equals(record.digests().restart().get())
                    ? Change.RELOAD
                    : Change.RESTART;
        }
        return Change.RESTART;
    }

    /** The parameters and time-out that the digest of an operation is made of. */
    public TreeMap<String, String> values(
            WorkResource resource, WorkNode node, String task, long intervalMillis) {
        TreeMap<String, String> result = parameters.parameters(resource, node);
        RuleContext rules = parameters.context(resource, node)
                .withOperation(task, intervalMillis);
        result.putAll(context.operations().parameters(resource, task, intervalMillis, rules));
        if (intervalMillis > 0) {
            result.put("CRM_meta_timeout", context.operations()
                    .meta(resource, task, intervalMillis).getOrDefault("timeout", "20000"));
        }
        return result;
    }

    /** Reports show asterisks for secrets, so that those cannot be compared. */
    private static boolean isHidden(TreeMap<String, String> values, List<String> secrets) {
        return secrets.stream().map(values::get).anyMatch(HIDDEN::equals);
    }

    /** The secure digest leaves out secrets, what only the fencer reads, and meta-attributes. */
    private static SortedMap<String, String> comparable(
            WorkResource resource, TreeMap<String, String> values, List<String> secrets) {
        TreeMap<String, String> rest = new TreeMap<>(values);
        rest.keySet().removeIf(name -> secrets.contains(name) || name.startsWith("CRM_meta_")
                || resource.isFenceDevice() && name.startsWith("pcmk_"));
        return rest;
    }

    private static SortedMap<String, String> only(
            TreeMap<String, String> values, List<String> names) {
        TreeMap<String, String> kept = new TreeMap<>(values);
        kept.keySet().retainAll(names);
        return kept;
    }
}
