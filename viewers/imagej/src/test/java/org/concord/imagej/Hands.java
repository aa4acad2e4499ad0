package org.concord.imagej;

import ij.gui.MultiLineLabel;
import java.awt.AWTException;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.IllegalComponentStateException;
import java.awt.Label;
import java.awt.Menu;
import java.awt.MenuBar;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextArea;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.StringSelection;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.swing.SwingUtilities;

/** Mouse and keyboard of whoever sits before ImageJ: what is clicked is on the screen, and what is typed goes where the keyboard's attention is. */
final class Hands {
    private final Robot robot;

    Hands() throws AWTException {
        robot = new Robot();
        robot.setAutoWaitForIdle(true);
        robot.setAutoDelay(20);
    }

    /** Opens the menus with the keyboard, from the window that is clicked into first, and takes the item at the path's end. */
    void choose(Window window, MenuBar bar, String... path) throws Exception {
        attend(window);
        // Opens the first menu; leftwards there are no menus in menus to get into.
        press(KeyEvent.VK_F10);
        int menu = indexOf(bar, path[0]);
        for (int i = bar.getMenuCount(); i > menu; i--) {
            press(KeyEvent.VK_LEFT);
        }
        var inside = bar.getMenu(menu);
        for (int step = 1; step < path.length; step++) {
            down(inside, path[step]);
            if (step < path.length - 1) {
                inside = (Menu) item(inside, path[step]);
                press(KeyEvent.VK_RIGHT);
            }
        }
        press(KeyEvent.VK_ENTER);
    }

    /** Clicks into a window until the keyboard is its own. */
    void attend(Window window) throws Exception {
        Until.isTrue(() -> {
            clickAt(window, window.getWidth() - 3, window.getHeight() - 3);
            window.requestFocus();
            robot.waitForIdle();
            return window.isFocused();
        });
    }

    /** The dialog of that title, as soon as it is shown. */
    Dialog dialog(String title) throws Exception {
        Until.isTrue(() -> shown(title) != null);
        robot.waitForIdle();
        return shown(title);
    }

    static Dialog shown(String title) {
        return Arrays.stream(Window.getWindows()).filter(window -> window.isShowing() && window instanceof Dialog dialog && title.equals(dialog.getTitle())).map(Dialog.class::cast).findFirst()
                .orElse(null);
    }

    /** Clicks the button and waits until the dialog is gone. */
    void press(Dialog dialog, String label) throws Exception {
        var button = all(dialog, Button.class).stream().filter(one -> one.getLabel().strip().equals(label)).findFirst().orElseThrow();
        clickUntil(button, () -> !dialog.isShowing());
    }

    /** Pastes a text over what stands in the field of that number. */
    void write(Dialog dialog, int field, String text) throws Exception {
        var target = all(dialog, TextField.class).get(field);
        clickUntil(target, target::isFocusOwner);
        target.selectAll();
        press(KeyEvent.VK_DELETE);
        if (text.isEmpty()) {
            Until.isTrue(() -> target.getText().isEmpty());
            return;
        }
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
        robot.keyPress(KeyEvent.VK_CONTROL);
        press(KeyEvent.VK_V);
        robot.keyRelease(KeyEvent.VK_CONTROL);
        Until.isTrue(() -> target.getText().equals(text));
    }

    void tick(Dialog dialog, String label, boolean on) throws Exception {
        var box = all(dialog, Checkbox.class).stream().filter(one -> one.getLabel().startsWith(label)).findFirst().orElseThrow();
        if (box.getState() != on) {
            clickUntil(box, () -> box.getState() == on);
        }
    }

    static Choice choice(Dialog dialog, int number) {
        return all(dialog, Choice.class).get(number);
    }

    /** All that a dialog says. */
    static String words(Dialog dialog) throws ReflectiveOperationException {
        var text = new StringBuilder();
        for (var label : all(dialog, MultiLineLabel.class)) {
            text.append(String.join("\n", lines(label))).append('\n');
        }
        all(dialog, Label.class).forEach(label -> text.append(label.getText()).append('\n'));
        all(dialog, TextArea.class).forEach(area -> text.append(area.getText()).append('\n'));
        return text.toString();
    }

    /** What the screen shows, for people: where CONCORD_PICTURES names a folder, NAME.png in it. */
    void picture(String name) throws IOException {
        var folder = System.getenv("CONCORD_PICTURES");
        if (folder != null) {
            robot.waitForIdle();
            ImageIO.write(robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), "png", Files.createDirectories(Path.of(folder)).resolve(name + ".png").toFile());
        }
    }

    void press(int key) {
        robot.keyPress(key);
        robot.keyRelease(key);
    }

    /** Again where nothing came of it for long: without a window manager Java may be wrong about where a window came up, until it is moved. */
    private void clickUntil(Component component, Callable<Boolean> done) throws Exception {
        for (int attempt = 0; !done.call(); attempt++) {
            long clicked = System.nanoTime();
            try {
                if (attempt > 0) {
                    SwingUtilities.getWindowAncestor(component).setLocation(100 + attempt, 200);
                    robot.waitForIdle();
                }
                clickAt(component, component.getWidth() / 2, component.getHeight() / 2);
            } catch (IllegalComponentStateException e) {
                // Not shown yet, or no more.
            }
            Until.isTrue(() -> done.call() || System.nanoTime() - clicked > TimeUnit.SECONDS.toNanos(3));
        }
    }

    private void clickAt(Component component, int x, int y) {
        var corner = component.getLocationOnScreen();
        robot.mouseMove(corner.x + x, corner.y + y);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }

    /** From the first item to the wanted one; lines between items are passed over. */
    private void down(Menu menu, String wanted) {
        for (int i = 0; i < menu.getItemCount() && !menu.getItem(i).getLabel().equals(wanted); i++) {
            if (!menu.getItem(i).getLabel().equals("-") && menu.getItem(i).isEnabled()) {
                press(KeyEvent.VK_DOWN);
            }
        }
    }

    private static MenuItem item(Menu menu, String label) {
        for (int i = 0; i < menu.getItemCount(); i++) {
            if (menu.getItem(i).getLabel().equals(label)) {
                return menu.getItem(i);
            }
        }
        throw new IllegalStateException("no " + label + " in " + menu.getLabel());
    }

    private static int indexOf(MenuBar bar, String label) {
        for (int i = 0; i < bar.getMenuCount(); i++) {
            if (bar.getMenu(i).getLabel().equals(label)) {
                return i;
            }
        }
        throw new IllegalStateException("no menu " + label);
    }

    /** ImageJ's label shows its text and does not tell it. */
    private static String[] lines(MultiLineLabel label) throws ReflectiveOperationException {
        var lines = MultiLineLabel.class.getDeclaredField("lines");
        lines.setAccessible(true);
        return (String[]) lines.get(label);
    }

    private static <T extends Component> List<T> all(Container container, Class<T> kind) {
        var found = new ArrayList<T>();
        for (var child : container.getComponents()) {
            if (kind.isInstance(child)) {
                found.add(kind.cast(child));
            } else if (child instanceof Container inner) {
                found.addAll(all(inner, kind));
            }
        }
        return found;
    }
}
