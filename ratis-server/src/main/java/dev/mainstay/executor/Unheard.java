// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import io.grpc.stub.StreamObserver;

/**
 * The observer of a call whose answer changes nothing for the caller: it is repeated by itself when
 * there is something newer to say, or its effect shows elsewhere.
 */
final class Unheard<R> implements StreamObserver<R> {

    @Override
    public void onNext(R message) {
        // Nothing depends on it.
    }

    @Override
    public void onError(Throwable failure) {
        // The next lease update, acknowledgement or result tells.
    }

    @Override
    public void onCompleted() {
        // Nothing depends on it.
    }
}
