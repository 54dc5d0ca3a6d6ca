// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Scenario;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

class AdmissionsTest {

    @Test
    void tokenIsForLaterBeforeTheClusterIsFounded() {
        StatusRuntimeException failure = assertThrows(StatusRuntimeException.class,
                () -> Admissions.apiAddresses(ClusterState.initial()));

        // What callers repeat by themselves.
        assertEquals(Status.Code.UNAVAILABLE, failure.getStatus().getCode());
    }

    @Test
    void tokenNamesEachMember() {
        assertEquals(2, Admissions.apiAddresses(Scenario.of("n1", "n2").state()).size());
    }
}
