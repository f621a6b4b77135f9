/** The rich text editor's words, beside those that Django's own catalogue has. */
"use strict";
Object.assign(django.catalog, {
  "Block style": "段落样式",
  "Bullets": "项目符号",
  "Cancel": "取消",
  "Columns": "列数",
  "Edit Link": "链接",
  "Include header row": "第一行是表头",
  "Insert": "插入",
  "Insert Table": "插入表格",
  "Open in new window": "在新窗口打开",
  "Rows": "行数",
  "Table Properties": "表格",
  "Title": "提示文字",
  "Toggle fullscreen": "全屏编辑",
  "URL": "网址",
  "Update": "确定",
});
