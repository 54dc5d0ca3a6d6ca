// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrammarTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a=1 b=                       | {a=1, b=}; []; {}; Optional.empty
            a=x=y                        | {a=x=y}; []; {}; Optional.empty
            op stop op start timeout=5s  | {}; [OperationWords[action=stop, options={}], \
            OperationWords[action=start, options={timeout=5s}]]; {}; Optional.empty
            op monitor interval=9s stop  | {}; [OperationWords[action=monitor, \
            options={interval=9s}], OperationWords[action=stop, options={}]]; {}; Optional.empty
            a=1 meta b=2 op stop meta c=3 | {a=1}; [OperationWords[action=stop, options={}]]; \
            {b=2, c=3}; Optional.empty
            clone c1 interleave=true     | {}; []; {}; Optional[CloneWords[promotable=false, \
            id=Optional[c1], meta={interleave=true}]]
            meta a=1 promotable meta b=2 | {}; []; {a=1}; Optional[CloneWords[promotable=true, \
            id=Optional.empty, meta={b=2}]]
            """)
    void resourceWordsAreReadBySections(String line, String expected) {
        ResourceWords words = ResourceWords.parse(words(line));
        assertEquals(expected, words.options() + "; " + words.operations() + "; " + words.meta()
                + "; " + words.cloning());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a                    | 'a' in the resource's options is not of the form NAME=VALUE.
            =1                   | '=1' in the resource's options is not of the form NAME=VALUE.
            a=1 a=2              | 'a' in the resource's options is given twice, as '1' and '2'.
            op                   | 'op' needs the action before its options.
            op interval=5s       | 'op' needs the action before its options, not 'interval=5s'.
            clone clone          | A resource is made a clone once, but 'clone' comes after \
            another such word.
            """)
    void wrongResourceWordsAreRefused(String line, String message) {
        assertRefused(message, line, ResourceWords::parse);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            web prefers n1              | OK web n1=INFINITY
            web prefers n1=100 n2=-5    | OK web n1=100 n2=-5
            web avoids n1=100 n2 n3=-7  | OK web n1=-100 n2=-INFINITY n3=7
            regexp%web.* avoids n1=+5   | OK /web.*/ n1=-5
            """)
    void locationsGetTheirScores(String line, String expected) {
        LocationWords words = LocationWords.parse(words(line));
        StringBuilder text = new StringBuilder("OK ").append(
                words.pattern() ? "/" + words.resource() + "/" : words.resource());
        words.nodes().forEach(node -> text.append(' ')
                .append(node.node()).append('=').append(node.score()));
        assertEquals(expected, text.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            web prefers          | A location needs a resource, 'prefers' or 'avoids', and at \
            least one node.
            web likes n1         | 'likes' stands where 'prefers', 'avoids' or 'rule' is expected.
            web prefers n1=much  | 'much' is not a score.
            """)
    void wrongLocationsAreRefused(String line, String message) {
        assertRefused(message, line, LocationWords::parse);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a then b                                | -a -b {}
            promote a then start b kind=Optional    | promote:a start:b {kind=Optional}
            start then stop                         | -start -stop {}
            a then start kind=Serialize id=x        | -a -start {kind=Serialize, id=x}
            """)
    void ordersAreReadWithAndWithoutActions(String line, String expected) {
        OrderWords words = OrderWords.parse(words(line));
        assertEquals(expected, prefixed(words.firstAction(), words.first()) + " "
                + prefixed(words.thenAction(), words.then()) + " " + words.options());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a b                   | An order needs 'A then B'.
            a then                | An order needs 'A then B'.
            run a then b          | 'run a' is not [ACTION] RESOURCE; actions are start, stop, \
            promote, demote.
            a then b kind=Maybe   | 'Maybe' is not a kind of order.
            a then b colour=red   | There is no option 'colour' in an order.
            """)
    void wrongOrdersAreRefused(String line, String message) {
        assertRefused(message, line, OrderWords::parse);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a with b                          | -a -b INFINITY
            a with Master b score=5           | -a Promoted:b 5
            Started a with b score=-INFINITY  | Started:a -b -INFINITY
            """)
    void colocationsAreReadWithAndWithoutRoles(String line, String expected) {
        ColocationWords words = ColocationWords.parse(words(line));
        assertEquals(expected, prefixed(words.dependentRole(), words.dependent()) + " "
                + prefixed(words.primaryRole(), words.primary()) + " " + words.score());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            dummy                  | dummy | false
            ocf:dummy              | ocf:dummy | false
            ocf:heartbeat:IPaddr2  | ocf:heartbeat:IPaddr2 | true
            systemd:a@b:c          | systemd:a@b:c | true
            stonith:fence_x        | stonith:fence_x | true
            """)
    void agentsAreReadInFullAndInPart(String text, String expected, boolean complete) {
        AgentText agent = AgentText.parse(text);
        assertEquals(expected, agent.toString());
        assertEquals(complete, agent.isComplete());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ocf::x        | 'ocf::x' is not an agent's name.
            heartbeat:IP  | 'heartbeat' in 'heartbeat:IP' is no standard of agents.
            lsb:a:b       | 'lsb:a:b' is not an agent's name.
            """)
    void wrongAgentsAreRefused(String text, String message) {
        assertRefused(message, text, words -> AgentText.parse(words.getFirst()));
    }

    private static void assertRefused(
            String message, String line, Function<List<String>, ?> parse) {
        CommandFailure failure =
                assertThrows(CommandFailure.class, () -> parse.apply(words(line)));
        assertEquals(message, failure.getMessage());
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split(" +"));
    }

    private static String prefixed(String word, String name) {
        return word.isEmpty() ? "-" + name : word + ":" + name;
    }
}
