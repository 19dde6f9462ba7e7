package slipway.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static final Paint COLOURS = new Paint(true);

    @Test
    void breaksBetweenWordsAndWithinOnesThatAreTooLong() {
        assertThat(Lines.wrap("one two three four", 10)).containsExactly("one two", "three four");
        assertThat(Lines.wrap("a " + "x".repeat(25), 10)).containsExactly("a", "x".repeat(10), "x".repeat(10), "x".repeat(5));
        assertThat(Lines.wrap("", 10)).containsExactly("");
    }

    @Test
    void keepsJoinedWordsTogether() {
        assertThat(Lines.wrap("tasks " + Lines.joined("one running"), 12)).containsExactly("tasks", "one running");
    }

    @Test
    void coloursTakeNoRoom() {
        assertThat(Lines.width(COLOURS.good("●") + " ok")).isEqualTo(4);
        assertThat(Lines.pad(COLOURS.bad("no"), 4)).isEqualTo("\u001B[31mno\u001B[0m  ");
        assertThat(Paint.NONE.bad("no")).isEqualTo("no");
    }

    @Test
    void breaksAColouredWordThatIsTooLong() {
        assertThat(Lines.wrap("a " + COLOURS.bad("x".repeat(15)), 10)).containsExactly("a", "\u001B[31m" + "x".repeat(10), "x".repeat(5) + "\u001B[0m");
    }

    @Test
    void hangsTheRestUnderTheText() {
        assertThat(Lines.hang("└─ ", "   ", "one two three four", 13)).containsExactly("└─ one two", "   three four");
    }

    @Test
    void aTableIsAsWideAsTheTerminalAndAListWhereNoTableFits() {
        List<String> head = List.of("target", "cause");
        List<List<String>> rows = List.of(List.of("shop-api", "a sentence that is far too long for what is left of the line"));
        assertThat(Table.of(head, rows, Paint.NONE, 40)).allMatch(line -> line.length() <= 40).hasSizeGreaterThan(3)
                .element(2).asString().startsWith("shop-api  a sentence");
        assertThat(Table.of(head, rows, Paint.NONE, 20)).contains("target shop-api").allMatch(line -> line.length() <= 20);
    }
}
