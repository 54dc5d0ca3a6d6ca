// SPDX-License-Identifier: Apache-2.0
/**
 * Carries out this machine's part of what the log ordered, under its quorum lease. It makes no
 * choices: what to do is in the adopted transition, what to do it with in the configuration. It
 * knows ports and the core; the gRPC adapters are the only classes here that see a wire. Start
 * reading at {@link dev.mainstay.executor.NodeExecutor}.
 */
@NullMarked
package dev.mainstay.executor;

import org.jspecify.annotations.NullMarked;
