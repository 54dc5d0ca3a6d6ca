// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.network.ClaimLedger.Step;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClaimLedgerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                one machine                    | 0 | n1 1 claimed; n1 1 stopped; n1 1 claimed
                one after the other            | 0 | n1 1 claimed; n1 1 stopped; n2 1 claimed
                after loss of power            | 0 | n1 1 claimed; n1 1 off; n2 1 claimed
                after the claim was killed     | 0 | n1 1 claimed; n1 1 killed; n2 1 claimed
                start that is under way        | 0 | n1 1 claimed; n2 1 starting
                second claim                   | 1 | n1 1 claimed; n2 1 claimed
                stop that has not ended        | 1 | n1 1 claimed; n1 1 stopping; n2 1 claimed
                another machine lost its power | 1 | n1 1 claimed; n3 1 off; n2 1 claimed
                lock that was held             | 1 | n1 1 overlap
                twice                          | 2 | n1 1 claimed; n2 1 claimed; n2 1 overlap
                """)
    void twoServicesAtOnceAreSeen(String what, int overlaps, String text) {
        List<Step> steps = text.lines().flatMap(line -> List.of(line.split("; ")).stream())
                .map(step -> Step.parse("1.0 " + step + " 17")).toList();
        assertEquals(overlaps, ClaimLedger.overlaps(steps).size(), what);
    }
}
