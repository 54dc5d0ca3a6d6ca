// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;
import dev.mainstay.transition.Transition;
import java.util.Optional;

/**
 * The stored form of the state and of what was staged for it. Apply needs it, but the state does
 * not know it: the codec does. Pure: equal arguments give equal answers on every machine.
 */
public interface StateFormat {

    /** Empty if the content is no transition. */
    Optional<Transition> readTransition(Content content);

    /** Empty if the content is no configuration. */
    Optional<Configuration> readConfiguration(Content content);

    /**
     * SHA-256 of the state's canonical, sorted form, lower-case hex: equal for equal states on
     * every machine, whatever way they came about. Costs the size of the state.
     */
    String digest(ClusterState state);
}
