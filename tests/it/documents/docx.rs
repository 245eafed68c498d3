//! DOCX, written by hand where no program here writes it so.

use super::{packed, read};

/// A document with this inside `w:body`, and more parts.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"x\"><w:body>{body}<w:sectPr/></w:body></w:document>");
    let mut members = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", document.as_str())];
    members.extend_from_slice(parts);
    packed(&members)
}

#[track_caller]
fn is(body: &str, parts: &[(&str, &str)], expected: &str) {
    assert_eq!(read("甲.docx", &docx(body, parts)), expected);
}

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn changes_count_as_accepted() {
    let body = p("修渠记")
        + "<w:p><w:r><w:t>渠修</w:t></w:r><w:ins><w:r><w:t>好</w:t></w:r></w:ins><w:del><w:r><w:delText>坏</w:delText></w:r></w:del>\
           <w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>了。</w:t></w:r></w:moveTo></w:p>"
        + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>水来</w:t></w:r></w:p>"
        + &p("了。")
        + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>东</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>西</w:t></w:r></w:p></w:tc></w:tr>\
           <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        + "<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:vanish/></w:rPr>\
           <w:t>藏</w:t></w:r><w:r><w:t>完了。</w:t></w:r></w:p>";
    is(&body, &[], "@ 修渠记\n渠修好了。\n水来了。\n[TableRow] 东  西\n完了。");
}

#[test]
fn lists_count_as_word_does() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"4\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"4\"/></w:num>\
        <w:num w:numId=\"2\"><w:abstractNumId w:val=\"4\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>\
        </w:numbering>";
    let styles = "<w:styles><w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr>\
        <w:outlineLvl w:val=\"0\"/></w:pPr></w:style><w:style w:styleId=\"a\"><w:basedOn w:val=\"1\"/></w:style></w:styles>";
    let item = |list: u32, level: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = p("修渠记")
        + "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>总则</w:t></w:r></w:p>"
        + &item(1, 1, "甲项。")
        + &item(1, 0, "乙项。")
        + &item(2, 0, "丙项。")
        + "<w:p><w:pPr><w:pStyle w:val=\"1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>附则</w:t></w:r></w:p>";
    is(
        &body,
        &[("word/numbering.xml", numbering), ("word/styles.xml", styles)],
        "@ 修渠记\n[Heading(1)] 一、总则\n[Item(1)] 一.1 甲项。\n[Item(0)] 二、乙项。\n[Item(0)] 五、丙项。\n[Heading(1)] 附则",
    );
}

#[test]
fn notes_fields_boxes_and_readings_are_read() {
    let body = p("修渠记")
        + "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>藏</w:t></w:r>\
           <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>七</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
           <w:r><w:t>里外</w:t><w:footnoteReference w:id=\"2\"/><w:endnoteReference w:id=\"2\"/></w:r>\
           <w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
        + &p("框里。")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        + &p("框里。")
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
           <w:r><w:ruby><w:rt><w:r><w:t>han</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>\
           <w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>来了&amp;去了。</w:t></w:r></w:p>";
    let note = |kind: &str, text: &str| {
        format!(
            "<w:{kind}s><w:{kind} w:id=\"0\">{}</w:{kind}><w:{kind} w:id=\"2\">{}</w:{kind}></w:{kind}s>",
            p("线"),
            p(text)
        )
    };
    is(
        &body,
        &[
            ("word/footnotes.xml", &note("footnote", "脚注。")),
            ("word/endnotes.xml", &note("endnote", "尾注。")),
        ],
        "@ 修渠记\n七里外[1][i]漢（han）☑来了&去了。\n框里。\n[Footnote] [1] 脚注。\n[Footnote] [i] 尾注。",
    );
}

#[test]
fn pictures_and_links_have_their_names() {
    let relations = "<Relationships><Relationship Id=\"r1\" Target=\"media/image1.png\"/>\
        <Relationship Id=\"r2\" Target=\"https://example.cn/\" TargetMode=\"External\"/></Relationships>";
    let body = p("修渠记")
        + "<w:p><w:r><w:drawing><wp:docPr descr=\"石桥\"/><a:blip r:embed=\"r1\"/></w:drawing></w:r></w:p>"
        + "<w:p><w:hyperlink r:id=\"r2\"><w:r><w:t>地址</w:t></w:r></w:hyperlink><w:r><w:t>在这里。</w:t></w:r></w:p>";
    is(
        &body,
        &[("word/_rels/document.xml.rels", relations)],
        "@ 修渠记\n[Image] 石桥\n地址在这里。\n[Link] 石桥  word/media/image1.png\n[Link] 地址  https://example.cn/",
    );
}

#[test]
fn official_documents_have_their_titles() {
    let body = [
        p("某某市人民政府文件"),
        p("某政发〔2021〕3号"),
        p("关于修渠的通知"),
        p("各村：请照办。"),
        p("2021年3月4日"),
    ]
    .concat();
    let core = "<cp:coreProperties><dc:title>模板</dc:title><dc:creator>某甲</dc:creator><dcterms:created>2009-01-02T00:00:00Z</dcterms:created></cp:coreProperties>";
    let read = read("甲.docx", &docx(&body, &[("docProps/core.xml", core)]));
    let head: Vec<&str> = read.lines().take(4).collect();
    assert_eq!(head, ["@ 关于修渠的通知", "date: 2021-03-04", "author: 某甲", "某某市人民政府文件"]);
}
