// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import picocli.CommandLine.Command;

/** {@code crm_master}: how good the instance that calls it would be as the promoted one. */
@Command(name = "crm_master")
final class PromotionScoreTool extends AttributeTool {
    @Override
    public ToolEffect effect(ToolContext context) {
        aboutPromotion();
        return super.effect(context);
    }
}
