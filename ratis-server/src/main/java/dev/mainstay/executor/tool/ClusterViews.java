// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import java.util.Optional;

/**
 * Keeps the last view that was asked for: agents ask several times in a row, and most states follow
 * each other without one of them asking. For one thread at a time.
 */
public final class ClusterViews {
    private Optional<ClusterView> last = Optional.empty();

    ClusterView of(ToolContext context) {
        ClusterView view = last.filter(known -> known.isOf(context))
                .orElseGet(() -> ClusterView.of(context));
        last = Optional.of(view);
        return view;
    }
}
