// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.concurrent.CompletableFuture;

/**
 * The leader's side of {@link LeaseClient}: implemented by the liveness monitor, called by the API.
 */
public interface LeaseGrantor {

    /** Completes when a majority round that began after this call has ended, or failed. */
    CompletableFuture<LeaseClient.Reply> renew(LeaseClient.Renewal renewal);
}
