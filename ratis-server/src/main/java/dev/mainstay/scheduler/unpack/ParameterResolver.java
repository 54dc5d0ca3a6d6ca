// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.AttributeSet;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates the instance attributes of a resource for a machine, inherited ones included. */
public final class ParameterResolver {
    private final AttributeResolver attributes;
    private final RuleContext base;

    public ParameterResolver(AttributeResolver attributes, RuleContext base) {
        this.attributes = attributes;
        this.base = base;
    }

    public TreeMap<String, String> parameters(WorkResource resource, @Nullable WorkNode node) {
        RuleContext context = context(resource, node);
        TreeMap<String, String> result = new TreeMap<>();
        for (WorkResource r = resource; r != null; r = r.parent()) {
            attributes.addTo(result, r.definition().instanceAttributes(), context);
        }
        return result;
    }

    public RuleContext context(WorkResource resource, @Nullable WorkNode node) {
        RuleContext context = base.withAgent(resource.agent());
        return node == null ? context : context.withNode(node.attributes());
    }

    /** Whether the result may differ from machine to machine. */
    public static boolean hasRules(WorkResource resource) {
        for (WorkResource r = resource; r != null; r = r.parent()) {
            for (AttributeSet set : r.definition().instanceAttributes()) {
                if (set.rule().isPresent() || set.reference().isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }
}
