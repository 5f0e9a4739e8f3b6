"""The input of a method on the screen: names on the left, values on the right, lists that grow and shrink."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.model.errors import AuditError
from desktop.ui.calculators.outline import Node
from desktop.ui.session import Session
from desktop.ui.theme import scaled
from desktop.ui.widgets import ComboBox

NAME, VALUE = 0, 1
_FOLD_FROM = 4  # members of a list beyond these begin folded


class InputTree(QTreeWidget):
    """Enter or typing edits a value, Insert adds a member to the list under the cursor, Delete takes one away.

    Signals:
        edited: something was changed.
        refused: what was typed is no number; carries the sentence.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._items: dict[int, QTreeWidgetItem] = {}
        self._names: Mapping[str, str] = {}
        self.setColumnCount(2)
        self.setUniformRowHeights(True)
        self.setIndentation(scaled(16))
        self.setItemDelegate(_Delegate(session, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(False)
        self.header().resizeSection(VALUE, scaled(170))
        self.setMinimumWidth(scaled(380))
        self.root: Node | None = None
        self.itemChanged.connect(self._changed)

    def show_input(self, root: Node, names: Mapping[str, str]) -> None:
        """Show the input of a method; ``names`` say which row of the audit a key stands for."""
        self.root, self._names = root, names
        text = self._session.text
        self.setHeaderLabels([text("ui.calculators.field"), text("ui.calculators.value")])
        self.setAccessibleName(text("ui.calculators.input"))
        self.blockSignals(True)
        self.clear()
        self._items.clear()
        for child in root.children:
            self.addTopLevelItem(self._item(child))
        self._unfold()
        self.blockSignals(False)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first, VALUE)

    def node(self) -> Node | None:
        """The field under the cursor."""
        item = self.currentItem()
        return item.data(NAME, Qt.ItemDataRole.UserRole) if item is not None else None

    def growing(self) -> Node | None:
        """The list or mapping that a new member would join: the one under the cursor or around it."""
        node = self.node()
        while node is not None and not node.grows:
            node = node.parent
        return node

    def leaving(self) -> Node | None:
        """The member that would be taken away: the one under the cursor or around it."""
        node = self.node()
        while node is not None and not node.is_member:
            node = node.parent
        return node

    def add(self) -> None:
        """Add a member where the cursor is."""
        owner = self.growing()
        if owner is None:
            return
        made = owner.add()
        self.blockSignals(True)
        item = self._item(made)
        self._items[id(owner)].addChild(item)
        self._items[id(owner)].setText(VALUE, self._summary(owner))
        item.setExpanded(True)
        self._items[id(owner)].setExpanded(True)
        self.blockSignals(False)
        self.setCurrentItem(item.child(0) or item, VALUE)
        self.edited.emit()

    def remove(self) -> None:
        """Take the member under the cursor away."""
        node = self.leaving()
        if node is None or node.parent is None:
            return
        owner = node.parent
        node.remove()
        self.blockSignals(True)
        item = self._items[id(owner)]
        item.removeChild(self._items[id(node)])
        item.setText(VALUE, self._summary(owner))
        for child in owner.children:
            self._name(self._items[id(child)], child)
        self.blockSignals(False)
        self.edited.emit()

    def show_place(self, path: str) -> bool:
        """Put the cursor on the field a fault names; whether there is one."""
        if self.root is None:
            return False
        found = next(
            (node for node in self.root.walk() if node.path == path and id(node) in self._items), None
        )
        if found is None:
            return False
        self.setCurrentItem(self._items[id(found)], VALUE)
        self.scrollToItem(self._items[id(found)])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, Insert adds, Delete empties a value or takes a member away."""
        item, key = self.currentItem(), event.key()
        node = self.node()
        typed_in = item is not None and node is not None and node.shape == "scalar"
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None and typed_in:
            self.editItem(item, VALUE)
        elif key == Qt.Key.Key_Insert:
            self.add()
        elif (
            key == Qt.Key.Key_Delete
            and item is not None
            and node is not None
            and typed_in
            and not node.is_member
        ):
            item.setText(VALUE, "")
        elif key == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)

    # -- inside ---------------------------------------------------------------------------------------------

    def _item(self, node: Node) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(NAME, Qt.ItemDataRole.UserRole, node)
        self._items[id(node)] = item
        self._name(item, node)
        if node.shape == "scalar":
            item.setText(VALUE, choice_word(self._session, node, node.text()))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        else:
            item.setText(VALUE, self._summary(node))
            if node.is_member and node.parent is not None and node.parent.shape == "mapping":
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            item.setTextAlignment(VALUE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for child in node.children:
            item.addChild(self._item(child))
        return item

    def _name(self, item: QTreeWidgetItem, node: Node) -> None:
        words = node.label(self._session.lang)
        words = self._names.get(words, words)
        if node.is_member and node.parent is not None and node.parent.shape == "list":
            words = f"{node.parent.children.index(node) + 1}  {self._called(node)}".strip()
        item.setText(NAME, words)
        item.setToolTip(NAME, f"{words}\n{node.path}")
        if not node.required:
            item.setForeground(NAME, self.palette().placeholderText())

    def _called(self, node: Node) -> str:
        """What a member calls itself."""
        named = (child.text() for child in node.children if child.shape == "scalar")
        return next((text for text in named if text), "")

    def _summary(self, node: Node) -> str:
        return (
            self._session.text("ui.calculators.members", count=str(len(node.children))) if node.grows else ""
        )

    def _unfold(self) -> None:
        for item in self._items.values():
            node: Node = item.data(NAME, Qt.ItemDataRole.UserRole)
            siblings = node.parent.children if node.parent is not None else []
            first = not node.is_member or siblings.index(node) < _FOLD_FROM
            item.setExpanded(first)

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        node: Node = item.data(NAME, Qt.ItemDataRole.UserRole)
        try:
            if column == NAME:
                node.name = item.text(NAME).strip() or node.name
            else:
                node.write(item.text(VALUE))
        except AuditError as error:
            self.refused.emit(self._session.text(error.code, **error.params))
        self.blockSignals(True)  # what is shown follows what was read
        self._name(item, node)
        if node.shape == "scalar":
            item.setText(VALUE, choice_word(self._session, node, node.text()))
        above = node.parent
        if above is not None and above.is_member:
            self._name(self._items[id(above)], above)
        self.blockSignals(False)
        self.edited.emit()


class _Delegate(QStyledItemDelegate):
    """A list to choose from where there is one; keys of mappings are edited in the first column, nothing else there."""

    def __init__(self, session: Session, tree: InputTree) -> None:
        super().__init__(tree)
        self._session = session

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """The widget a value is typed into."""
        node = _node_at(index)
        if index.column() == NAME and not (
            node.is_member and node.parent is not None and node.parent.shape == "mapping"
        ):
            return None  # type: ignore[return-value]  # Qt: no editor
        if index.column() == VALUE and node.shape != "scalar":
            return None  # type: ignore[return-value]
        if index.column() == VALUE and node.choices:
            box = ComboBox(parent)
            box.addItem("", "")
            for value in node.choices:
                box.addItem(choice_word(self._session, node, value), value)
            return box
        line = QLineEdit(parent)
        line.setProperty("cell", True)
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Begin with what stands there."""
        node = _node_at(index)
        if isinstance(editor, ComboBox):
            editor.setCurrentIndex(max(editor.findData(node.text()), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(node.name if index.column() == NAME else node.text())

    def setModelData(
        self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Hand over what was chosen or typed; the tree reads it."""
        del model
        text = str(editor.currentData()) if isinstance(editor, ComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        tree = self.parent()
        assert isinstance(tree, InputTree)
        tree.itemFromIndex(index).setText(index.column(), text)


def choice_word(session: Session, node: Node, value: str) -> str:
    """A value in words, where the content has a list of choices with all of these values."""
    if not value or value not in node.choices:
        return value
    if set(node.choices) == {"true", "false"}:
        return session.text(f"ui.calculators.{value}")
    wanted = {*node.choices}
    for choices in session.library.data.choices.values():
        known = {choice.value: choice.label for choice in choices}
        if wanted <= known.keys():
            return known[value].get(session.lang)
    return value


def _node_at(index: QModelIndex | QPersistentModelIndex) -> Node:
    node = index.sibling(index.row(), NAME).data(Qt.ItemDataRole.UserRole)
    assert isinstance(node, Node)
    return node
