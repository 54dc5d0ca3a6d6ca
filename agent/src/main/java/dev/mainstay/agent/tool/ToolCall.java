// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.tool;

import java.util.List;

/**
 * One call of a tool by a resource agent.
 *
 * @param tool the name that it was called by, such as {@code crm_attribute}
 * @param resource the instance that the caller works for; empty if it is for none
 */
public record ToolCall(String tool, String resource, List<String> arguments) {
    public ToolCall {
        arguments = List.copyOf(arguments);
    }
}
