// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.scheduler.SchedulerInput;
import java.util.List;
import java.util.SortedMap;

/**
 * What a CIB document says, as far as it can be understood.
 *
 * @param mistakes one line with the place for each thing that cannot, and is left out
 * @param places where in the document the element with an id, or a cluster option, stands
 */
public record ReadCib(
        SchedulerInput input, List<String> mistakes, SortedMap<String, String> places) {
    public ReadCib {
        mistakes = List.copyOf(mistakes);
    }
}
