// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** Makes actions that relay order only. */
public final class PseudoActions {
    private PseudoActions() {}

    /** The pseudo action of this key, made if there is none. */
    public static WorkAction create(WorkingState state, String key, boolean optional) {
        WorkAction known = state.pseudoAction(key);
        if (known != null) {
            if (!optional) {
                known.clear(ActionFlag.OPTIONAL);
            }
            return known;
        }
        WorkAction action = new WorkAction(state.nextActionNumber(), key, key, null, null, 0);
        action.set(ActionFlag.PSEUDO);
        action.set(ActionFlag.RUNNABLE);
        if (optional) {
            action.set(ActionFlag.OPTIONAL);
        }
        state.addPseudoAction(action);
        return action;
    }
}
