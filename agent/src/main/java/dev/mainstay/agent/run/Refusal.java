// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.Task;

/** Why the agent does not do what it was asked; nothing was done. */
public sealed interface Refusal {
    /** The epoch is not the one kept: lower, or not yet attached. */
    record WrongEpoch(long asked, long kept) implements Refusal {}

    /** The action had its one chance, and its outcome was acknowledged. */
    record Spent(ActionKey key) implements Refusal {}

    /** The id is that of another action, which ran or runs. */
    record OtherAction(ActionKey key, String resource, Task task) implements Refusal {}

    /** The agent has nothing of that action. */
    record UnknownAction(ActionKey key) implements Refusal {}

    /** The agent is closing. */
    record Closing() implements Refusal {}

    /** One sentence for people. */
    default String message() {
        return switch (this) {
            case WrongEpoch(var asked, var kept) -> asked < kept
                    ? "epoch " + asked + " has been superseded by " + kept
                    : "epoch " + asked + " has not been attached; the agent keeps " + kept;
            case Spent(var key) ->
                    "action " + key + " was run before and its outcome was acknowledged";
            case OtherAction(var key, var resource, var task) ->
                    "action " + key + " is the " + task.word() + " of " + resource;
            case UnknownAction(var key) -> "action " + key + " is unknown here";
            case Closing _ -> "the node agent is closing";
        };
    }
}
